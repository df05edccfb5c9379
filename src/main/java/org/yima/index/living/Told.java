package org.yima.index.living;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * One element of a best view, and whose word it is.
 *
 * @param recordId the record that says so
 * @param domain where that record is from
 * @param since when it first said so without having said anything else after that
 * @param rule by which this was preferred to what others say
 */
public record Told<T>(T value, Id recordId, String domain, OffsetDateTime since, Rule rule) {
  /** Why a value was preferred; what each prefers is in {@link Survivorship}. */
  @Schema(name = "BestRule")
  public enum Rule {
    /** Nobody says anything else. */
    UNDISPUTED,
    /** The document number of the view tells it. */
    DOCUMENT,
    /** Said with a document that a real-name check has proved. */
    PROVED,
    /** A child's own name, not one that calls it after its mother. */
    OWN_NAME,
    /** Of a card that is not retired. */
    LIVING,
    /** What most records say. */
    MOST,
    /** What was said last. */
    NEWEST
  }

  <S> Told<S> tells(S other) {
    return new Told<>(other, recordId, domain, since, Rule.DOCUMENT);
  }

  Told<T> by(Rule other) {
    return new Told<>(value, recordId, domain, since, other);
  }

  /** Only whose it is: the value is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Told[" + recordId + ", " + rule + "]";
  }
}
