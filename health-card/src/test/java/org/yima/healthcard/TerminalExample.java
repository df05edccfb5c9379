package org.yima.healthcard;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.PublishedKey;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.RevocationReader;
import org.yima.healthcard.code.RevocationReading;
import org.yima.healthcard.code.Scene;
import org.yima.healthcard.code.Verification;
import org.yima.healthcard.code.Verifier;
import org.yima.healthcard.recognise.Recognised;
import org.yima.healthcard.recognise.Recogniser;
import org.yima.healthcard.recognise.TextKind;

/** The example of README.md, compiled. */
final class TerminalExample {
  private TerminalExample() {}

  // example
  static String decide(
      List<PublishedKey> published, byte[] list, InstantSource clock, String text) {
    KeySet keys = KeySet.of(published); // from /.well-known/health-card-keys.json
    RevocationReading reading = new RevocationReader(keys).read(list, RevocationList.empty());
    if (!(reading instanceof RevocationReading.Current current)) {
      return "fetch the revocation list again";
    }
    Recognised scanned = new Recogniser().recognise(text);
    if (scanned.kind() != TextKind.YIMA_CODE) {
      return "not a Yima code: " + scanned.kind();
    }
    Verifier verifier = new Verifier(keys, current.list(), clock, Duration.ofSeconds(5));
    Verification result = verifier.verify(scanned.text(), Scene.DISPENSE);
    return switch (result.reason()) {
      case GENUINE -> "open the counter";
      case EXPIRED, NOT_YET_VALID -> "ask for a fresh code";
      case CLOCK_SKEW -> "set this terminal's clock";
      case STALE_LIST -> "fetch the list, or ask online";
      case UNKNOWN_VERSION, UNKNOWN_KEY -> "update keys and software";
      default -> "refuse: " + result.reason();
    };
  }
  // end of example
}
