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
    FORGED,
    TRUNCATED,
    UNKNOWN_KEY,
    UNKNOWN_VERSION,
    REVOKED,
    WRONG_SCENE,
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

  /**
   * Genuine; its time has not begun, or this terminal's clock is behind by more than the tolerance.
   */
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

  /** Not a Yima code at all. */
  record NotOurs() implements Verification {
    @Override
    public Reason reason() {
      return Reason.NOT_OURS;
    }
  }
}
