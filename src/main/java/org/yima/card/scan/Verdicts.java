package org.yima.card.scan;

import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.healthcard.code.CodeContent;
import org.yima.healthcard.code.Verification;

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
    if (verification instanceof Verification.WrongScene wrong) {
      return Optional.of(wrong.content());
    }
    return Optional.empty();
  }

  static CardProblem problem(Verification.Reason reason) {
    return switch (reason) {
      case EXPIRED -> CardProblem.CODE_EXPIRED;
      case NOT_YET_VALID -> CardProblem.CODE_NOT_YET_VALID;
      case FORGED, NOT_OURS -> CardProblem.CODE_FORGED;
      case TRUNCATED -> CardProblem.CODE_TRUNCATED;
      case UNKNOWN_KEY, UNKNOWN_VERSION -> CardProblem.CODE_UNKNOWN_KEY;
      case WRONG_SCENE -> CardProblem.CODE_WRONG_SCENE;
      case REVOKED -> CardProblem.CODE_INVALIDATED;
      case GENUINE -> throw new IllegalArgumentException("no refusal");
    };
  }
}
