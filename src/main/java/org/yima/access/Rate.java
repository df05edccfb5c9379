package org.yima.access;

/**
 * Kinds of operation that are limited together, each with its usual limits per minute. A network is
 * often a whole hospital behind one address, so its limit is far above a caller's. The setting
 * {@code yima.limits.rates.<rate>.network} or {@code .caller} overrides one.
 */
public enum Rate {
  /** Trying credentials: passwords, one-time codes, client assertions, refresh tokens. */
  SIGN_IN(120, 60),
  /** Sending one-time codes, which costs money and disturbs; each phone has limits of its own. */
  ONE_TIME_CODE(30, 10),
  /** Reading a code or a number at a counter. */
  RESOLVE(3000, 300),
  /** Naming a person by a document or a number, by which somebody could ask who exists. */
  IDENTIFY(300, 30),
  /**
   * Naming many people in one call: a network's calls count, and of a caller each person that is
   * named.
   */
  CARD_BATCH(300, 600),
  /** Searching: costly to answer. */
  SEARCH(1200, 120);

  private final int networkPerMinute;
  private final int callerPerMinute;

  Rate(int networkPerMinute, int callerPerMinute) {
    this.networkPerMinute = networkPerMinute;
    this.callerPerMinute = callerPerMinute;
  }

  public int networkPerMinute() {
    return networkPerMinute;
  }

  public int callerPerMinute() {
    return callerPerMinute;
  }
}
