package org.yima.healthcard.code;

import java.util.Optional;

/**
 * What a terminal learns of a text. One case per reason; {@link #reason()} gives the same as an
 * enum for a switch. The cases that carry a content were signed by a published key; the others
 * prove nothing about what the text says.
 */
public sealed interface Verification {
  /** Which case it is. */
  Reason reason();

  /** True only for a code that may be accepted. */
  default boolean accepted() {
    return reason() == Reason.GENUINE;
  }

  /** What a published key signed; empty where nothing is proved. */
  default Optional<CodeContent> proved() {
    return Optional.empty();
  }

  /** The cases. */
  enum Reason {
    GENUINE,
    EXPIRED,
    NOT_YET_VALID,
    CLOCK_SKEW,
    FORGED,
    TRUNCATED,
    UNKNOWN_KEY,
    DOWNGRADED_SUITE,
    UNKNOWN_VERSION,
    REVOKED,
    WRONG_SCENE,
    STALE_LIST,
    OVERSIZED,
    CONTROL_CHARACTERS,
    NOT_OURS
  }

  /** Signed by a published key, in time, not revoked, and for the scene asked. */
  record Genuine(CodeContent content) implements Verification {
    @Override
    public Reason reason() {
      return Reason.GENUINE;
    }

    @Override
    public Optional<CodeContent> proved() {
      return Optional.of(content);
    }
  }

  /** Genuine once; its time is over. */
  record Expired(CodeContent content) implements Verification {
    @Override
    public Reason reason() {
      return Reason.EXPIRED;
    }

    @Override
    public Optional<CodeContent> proved() {
      return Optional.of(content);
    }
  }

  /** Genuine; its time has not begun. Codes handed out ahead are each good in their own minute. */
  record NotYetValid(CodeContent content) implements Verification {
    @Override
    public Reason reason() {
      return Reason.NOT_YET_VALID;
    }

    @Override
    public Optional<CodeContent> proved() {
      return Optional.of(content);
    }
  }

  /**
   * Signed by a published key at a time that lies further ahead of this terminal's clock than any
   * issuer hands codes out, or the revocation list does. The clocks are apart by more than the
   * tolerance, so nothing can be said about the code's time; the terminal's clock wants setting.
   */
  record ClockSkew(CodeContent content) implements Verification {
    @Override
    public Reason reason() {
      return Reason.CLOCK_SKEW;
    }

    @Override
    public Optional<CodeContent> proved() {
      return Optional.of(content);
    }
  }

  /** Complete, and not what the named key signed: altered, damaged, or invented. */
  record Forged() implements Verification {
    @Override
    public Reason reason() {
      return Reason.FORGED;
    }
  }

  /** Begins like a code and ends before it is complete. */
  record Truncated() implements Verification {
    @Override
    public Reason reason() {
      return Reason.TRUNCATED;
    }
  }

  /** No published key of that id may have signed a code issued at the time the code names. */
  record UnknownKey(int keyId) implements Verification {
    @Override
    public Reason reason() {
      return Reason.UNKNOWN_KEY;
    }
  }

  /**
   * The named key is published and of a suite this terminal does not accept, so its signature was
   * not asked: a terminal that is bound to one suite stays bound to it whatever is published.
   */
  record DowngradedSuite(int keyId, Suite suite) implements Verification {
    @Override
    public Reason reason() {
      return Reason.DOWNGRADED_SUITE;
    }
  }

  /** Of a version this library does not read; the terminal needs an update. */
  record UnknownVersion(int version) implements Verification {
    @Override
    public Reason reason() {
      return Reason.UNKNOWN_VERSION;
    }
  }

  /** Genuine and in time, and on the revocation list. */
  record Revoked(CodeContent content) implements Verification {
    @Override
    public Reason reason() {
      return Reason.REVOKED;
    }

    @Override
    public Optional<CodeContent> proved() {
      return Optional.of(content);
    }
  }

  /** Genuine and in time, and not meant for the scene asked. */
  record WrongScene(CodeContent content, Scene asked) implements Verification {
    @Override
    public Reason reason() {
      return Reason.WRONG_SCENE;
    }

    @Override
    public Optional<CodeContent> proved() {
      return Optional.of(content);
    }
  }

  /**
   * Nothing speaks against the code, and the revocation list is older than it may be, so it may
   * have been revoked since. The terminal fetches the list, or asks online.
   */
  record StaleList(CodeContent content) implements Verification {
    @Override
    public Reason reason() {
      return Reason.STALE_LIST;
    }

    @Override
    public Optional<CodeContent> proved() {
      return Optional.of(content);
    }
  }

  /** Longer than {@link ScannedText#MAX_BYTES}; it was not looked at. */
  record Oversized() implements Verification {
    @Override
    public Reason reason() {
      return Reason.OVERSIZED;
    }
  }

  /** Begins like a code and has a control character inside: a wedge scanner's setting is wrong. */
  record ControlCharacters() implements Verification {
    @Override
    public Reason reason() {
      return Reason.CONTROL_CHARACTERS;
    }
  }

  /** Not a Yima code at all. */
  record NotOurs() implements Verification {
    @Override
    public Reason reason() {
      return Reason.NOT_OURS;
    }
  }
}
