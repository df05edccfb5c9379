package org.yima.card.code;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.healthcard.code.CodeKind;
import org.yima.platform.Id;

/**
 * A code that was issued.
 *
 * @param ahead handed out before its time, for a place without signal
 * @param text absent once it has been blanked
 */
public record StoredCode(
    Id id,
    Id cardId,
    CodeKind kind,
    boolean ahead,
    byte[] handleHash,
    Optional<String> text,
    OffsetDateTime notBefore,
    OffsetDateTime expiresAt,
    boolean invalidated) {
  /** The text is a bearer secret and must not reach a log. */
  @Override
  public String toString() {
    return "StoredCode[" + id + "]";
  }
}
