package org.yima.index.living;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Guardian;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.matching.Identity;
import org.yima.index.matching.chinese.Names;

/**
 * What is best believed of a person, out of its records; nothing of it is kept. Of each element
 * what survives follows from the table of {@link Survivorship}; an element of which no record says
 * anything is missing, and one that a record leaves out says nothing against the others. The order
 * of the records makes no difference.
 *
 * <p>A number that tells of a birth which has nothing in common with the one its record gives is a
 * mother's on her child's card, or a borrowed one: it is nobody's document here, and tells neither
 * birth nor sex.
 */
public record BestView(
    Optional<Told<String>> name,
    Optional<Told<DocumentKey>> document,
    Optional<Told<LocalDate>> birthDate,
    Optional<Told<Sex>> sex,
    Optional<Told<String>> phone,
    Optional<Told<String>> address,
    Optional<Told<String>> previousName,
    Optional<Told<String>> otherPhone,
    Optional<Told<String>> insuranceNumber,
    Optional<Told<Guardian>> guardian) {

  /** The best view of a person, of what its records say. */
  public static BestView of(List<Testimony> records) {
    Optional<Told<DocumentKey>> document =
        best(records, Element.DOCUMENT, BestView::ownDocument, value -> value);
    Optional<DocumentNumber> number =
        document
            .map(Told::value)
            .flatMap(d -> DocumentNumber.parse(d.idType(), d.idNumber()))
            .filter(DocumentNumber::selfChecking);
    Optional<Told<String>> name = best(records, Element.NAME, BestView::name, Identity::nameKey);
    Optional<Told<String>> phone =
        best(records, Element.PHONE, r -> given(r.phone()), value -> value);
    return new BestView(
        name,
        document,
        number
            .flatMap(DocumentNumber::birthDate)
            .map(day -> document.orElseThrow().tells(day))
            .or(() -> best(records, Element.BIRTH_DATE, r -> r.birthDate(), value -> value)),
        number
            .map(DocumentNumber::sex)
            .filter(BestView::says)
            .map(sex -> document.orElseThrow().tells(sex))
            .or(
                () ->
                    best(
                        records, Element.SEX, r -> r.sex().filter(BestView::says), value -> value)),
        phone,
        best(records, Element.ADDRESS, r -> given(r.address()), value -> value),
        best(
            records,
            Element.PREVIOUS_NAME,
            r -> r.further().previousName().filter(before -> !isSameName(name, before)),
            Identity::nameKey),
        best(
            records,
            Element.OTHER_PHONE,
            r -> r.further().otherPhone().filter(o -> !o.equals(value(phone))),
            value -> value),
        best(records, Element.INSURANCE_NUMBER, r -> r.further().insuranceNumber(), value -> value),
        best(records, Element.GUARDIAN, r -> r.further().guardian(), BestView::guardianKey));
  }

  /** Two guardians may have one name. */
  private static Object guardianKey(Guardian guardian) {
    return List.of(Identity.nameKey(guardian.name()), guardian.document());
  }

  /** A source that has the new name as the name may have it as the previous one by mistake. */
  private static boolean isSameName(Optional<Told<String>> name, String previous) {
    return Identity.nameKey(previous).equals(Identity.nameKey(value(name)));
  }

  private static String value(Optional<Told<String>> told) {
    return told.map(Told::value).orElse("");
  }

  private static boolean says(Sex sex) {
    return sex == Sex.MALE || sex == Sex.FEMALE;
  }

  private static Optional<DocumentKey> ownDocument(IndexRecord record) {
    return record.document().filter(document -> CityRow.hasItsOwnDocument(record.source()));
  }

  private static Optional<String> name(IndexRecord record) {
    return given(Optional.of(record.name()));
  }

  private static Optional<String> given(Optional<String> text) {
    return text.filter(t -> !t.isBlank());
  }

  /**
   * What survives of an element.
   *
   * @param asKey what is equal for values that differ in their spelling alone
   */
  private static <T> Optional<Told<T>> best(
      List<Testimony> records,
      Element element,
      Function<IndexRecord, Optional<T>> says,
      Function<T, Object> asKey) {
    List<Survivorship.Statement<T>> said =
        records.stream()
            .flatMap(
                r -> says.apply(r.record()).map(value -> said(r, element, value, asKey)).stream())
            .toList();
    return Survivorship.best(said, Survivorship.TABLE.get(element));
  }

  private static <T> Survivorship.Statement<T> said(
      Testimony from, Element element, T value, Function<T, Object> asKey) {
    IndexRecord record = from.record();
    return new Survivorship.Statement<>(
        new Told<>(value, record.id(), record.domain(), from.since(element), Told.Rule.UNDISPUTED),
        asKey.apply(value),
        record.documentVerified(),
        record.status() == RecordStatus.FOUND,
        element == Element.NAME && Names.parse(record.name()).isUnnamed());
  }

  /** Nothing of it: all of it is personal data. */
  @Override
  public String toString() {
    return "BestView";
  }
}
