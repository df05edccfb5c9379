package org.yima.card.scan;

import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.healthcard.code.CodeContent;
import org.yima.healthcard.code.Verification;
import org.yima.healthcard.recognise.Recognised;

/** From what the library's verifier says to what a terminal is answered. */
final class Verdicts {
  private Verdicts() {}

  /** The content of a genuine code; every other case is its own problem. */
  static CodeContent genuine(Verification verification) {
    if (verification instanceof Verification.Genuine genuine) {
      return genuine.content();
    }
    throw problem(verification.reason()).problem();
  }

  /** What a refused code says, where its signature holds. */
  static Optional<CodeContent> signed(Verification verification) {
    if (verification instanceof Verification.Expired expired) {
      return Optional.of(expired.content());
    }
    if (verification instanceof Verification.NotYetValid early) {
      return Optional.of(early.content());
    }
    if (verification instanceof Verification.ClockSkew skew) {
      return Optional.of(skew.content());
    }
    if (verification instanceof Verification.WrongScene wrong) {
      return Optional.of(wrong.content());
    }
    return Optional.empty();
  }

  /** Refuses what no person's card or code can be, before anything is looked up. */
  static void refuseUnlessText(Recognised.Unknown.Why why) {
    switch (why) {
      case TOO_LONG -> throw CardProblem.CODE_OVERSIZED.problem();
      case CONTROL_CHARACTERS -> throw CardProblem.CODE_CONTROL_CHARACTERS.problem();
      case EMPTY, CHECK_FAILED, NO_SHAPE -> {}
    }
  }

  static CardProblem problem(Verification.Reason reason) {
    return switch (reason) {
      case EXPIRED -> CardProblem.CODE_EXPIRED;
      case NOT_YET_VALID -> CardProblem.CODE_NOT_YET_VALID;
      case FORGED, NOT_OURS -> CardProblem.CODE_FORGED;
      case TRUNCATED -> CardProblem.CODE_TRUNCATED;
      case CLOCK_SKEW -> CardProblem.CODE_CLOCK_SKEW;
      case UNKNOWN_KEY -> CardProblem.CODE_UNKNOWN_KEY;
      case DOWNGRADED_SUITE -> CardProblem.CODE_DOWNGRADED;
      case UNKNOWN_VERSION -> CardProblem.CODE_UNKNOWN_VERSION;
      case OVERSIZED -> CardProblem.CODE_OVERSIZED;
      case CONTROL_CHARACTERS -> CardProblem.CODE_CONTROL_CHARACTERS;
      case WRONG_SCENE -> CardProblem.CODE_WRONG_SCENE;
      case REVOKED -> CardProblem.CODE_INVALIDATED;
      // Online the card's rows count and no list is carried that could grow stale.
      case GENUINE, STALE_LIST -> throw new IllegalArgumentException("no refusal");
    };
  }
}
