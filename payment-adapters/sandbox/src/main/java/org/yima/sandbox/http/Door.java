package org.yima.sandbox.http;

import java.time.Duration;

/** How one gateway admits, refuses and signs. */
public interface Door {
  /** What the answers of a call carry, and so what can be spoilt. */
  enum Seal {
    /** Nothing that could be wrong. */
    NONE,
    /** A signature, or what stands for one. */
    SIGNED,
    /** A signature over a time as well. */
    TIMED
  }

  /** What the answers carry; {@code call} is what faults know the call by. */
  Seal seals(String call);

  /**
   * Throws {@link Refused} unless the request provably comes from the caller this gateway knows.
   */
  void admit(Call call);

  /** The refusal in the protocol's own words. */
  Answer refuse(Call call, Refused refusal);

  /** The answer signed; {@code spoilt} asks for a signature that must not verify. */
  Answer seal(Call call, Answer answer, boolean spoilt);

  /** The answer signed by a clock that is so much ahead; the same where no time is signed. */
  default Answer sealAhead(Call call, Answer answer, Duration ahead) {
    return seal(call, answer, false);
  }
}
