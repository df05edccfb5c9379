package org.yima.index;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yima.healthcard.identity.Sex;

/**
 * What an institution knows of a person under one of its numbers.
 *
 * @param domain the authority that assigned the number; {@value #YIMA} for our own residents
 * @param number the number in that domain: a visit card's, a resident's id
 * @param name as the source gave it, cleaned; empty for a card without a name
 * @param document well formed; a number that is not stays with its source
 * @param documentVerified whether a real-name check has proved the document, not only its form
 * @param birthDate as the source gave it, which may contradict the document
 * @param further what few sources know
 */
public record SourceRecord(
    String domain,
    String number,
    String name,
    Optional<DocumentKey> document,
    boolean documentVerified,
    Optional<LocalDate> birthDate,
    Optional<Sex> sex,
    Optional<String> phone,
    Optional<String> address,
    Further further) {
  /** The domain of Yima's own residents. */
  public static final String YIMA = "yima";

  /** Of a source that knows nothing further. */
  public SourceRecord(
      String domain,
      String number,
      String name,
      Optional<DocumentKey> document,
      boolean documentVerified,
      Optional<LocalDate> birthDate,
      Optional<Sex> sex,
      Optional<String> phone,
      Optional<String> address) {
    this(
        domain,
        number,
        name,
        document,
        documentVerified,
        birthDate,
        sex,
        phone,
        address,
        Further.NONE);
  }

  /** The same with more, or less, known of it. */
  public SourceRecord with(Further other) {
    return new SourceRecord(
        domain, number, name, document, documentVerified, birthDate, sex, phone, address, other);
  }

  /** The same card put out of use: without its number it is no living card of its institution. */
  public SourceRecord retired() {
    return new SourceRecord(
        domain, "", name, document, documentVerified, birthDate, sex, phone, address, further);
  }

  /** The same without its document, where that is everybody's. */
  public SourceRecord withoutDocument() {
    return new SourceRecord(
        domain, number, name, Optional.empty(), false, birthDate, sex, phone, address, further);
  }

  /** The phones that it gives, the first one first. */
  public Stream<String> phones() {
    return Stream.concat(phone.stream(), further.otherPhone().stream());
  }

  /** The same without those of its phones that are unwanted. */
  public SourceRecord withoutPhones(Predicate<String> unwanted) {
    return new SourceRecord(
        domain,
        number,
        name,
        document,
        documentVerified,
        birthDate,
        sex,
        phone.filter(unwanted.negate()),
        address,
        further.otherPhone().filter(unwanted).isPresent() ? further.withoutPhone() : further);
  }

  /** Only where it comes from: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "SourceRecord[" + domain + "]";
  }
}
