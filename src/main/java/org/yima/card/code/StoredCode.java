package org.yima.card.code;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.card.CodeFormat;
import org.yima.healthcard.code.CodeKind;
import org.yima.platform.Id;

/**
 * A code that was issued.
 *
 * @param ahead handed out before its time, for a place without signal
 * @param handleHash SHA-256 of the handle, or of a national code's whole normal text
 * @param text absent once it has been blanked, and for a code that another application shows
 */
public record StoredCode(
    Id id,
    Id cardId,
    CodeFormat format,
    CodeKind kind,
    boolean ahead,
    byte[] handleHash,
    Optional<String> text,
    OffsetDateTime notBefore,
    OffsetDateTime expiresAt,
    boolean invalidated) {
  /** The same code under the id that its handle leads to. */
  StoredCode under(Id other) {
    return new StoredCode(
        other, cardId, format, kind, ahead, handleHash, text, notBefore, expiresAt, invalidated);
  }

  /** The text is a bearer secret and must not reach a log. */
  @Override
  public String toString() {
    return "StoredCode[" + id + "]";
  }
}
