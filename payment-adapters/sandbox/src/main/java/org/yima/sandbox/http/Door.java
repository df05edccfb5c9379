package org.yima.sandbox.http;

/** How one gateway admits, refuses and signs. */
public interface Door {
  /**
   * Throws {@link Refused} unless the request provably comes from the caller this gateway knows.
   */
  void admit(Call call);

  /** The refusal in the protocol's own words. */
  Answer refuse(Call call, Refused refusal);

  /** The answer signed; {@code spoilt} asks for a signature that must not verify. */
  Answer seal(Call call, Answer answer, boolean spoilt);
}
