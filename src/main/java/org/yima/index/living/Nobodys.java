package org.yima.index.living;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.Further;
import org.yima.index.SourceRecord;
import org.yima.index.matching.chinese.Documents;
import org.yima.index.matching.chinese.Phones;

/**
 * Values that stand for nothing, whatever they look like: a desk types them to get on, a program
 * puts them there. They stay in the records, and nobody is compared by them.
 *
 * @param documents numbers without their kind, in normal form
 */
public record Nobodys(
    Set<String> documents,
    Set<String> phones,
    Set<String> insuranceNumbers,
    Set<LocalDate> birthDates) {
  /** No value is known to stand for nothing. */
  public static final Nobodys NONE = new Nobodys(Set.of(), Set.of(), Set.of(), Set.of());

  public Nobodys {
    documents = Set.copyOf(documents);
    phones = Set.copyOf(phones);
    insuranceNumbers = Set.copyOf(insuranceNumbers);
    birthDates = Set.copyOf(birthDates);
  }

  /**
   * Reads a list.
   *
   * @param listed each as {@code document:}, {@code phone:}, {@code insurance:} or {@code birth:}
   *     with the value, a date as 1980-01-01
   * @throws IllegalStateException for anything else; the message has no value in it
   */
  public static Nobodys of(Collection<String> listed) {
    Set<String> documents = new HashSet<>();
    Set<String> phones = new HashSet<>();
    Set<String> insuranceNumbers = new HashSet<>();
    Set<LocalDate> birthDates = new HashSet<>();
    for (String one : listed) {
      String value = one.substring(one.indexOf(':') + 1).strip();
      boolean added =
          switch (one.substring(0, Math.max(0, one.indexOf(':'))).strip()) {
            case "document" -> documents.add(Documents.number(value));
            case "phone" -> phones.add(Phones.normal(value));
            case "insurance" -> insuranceNumbers.add(Documents.number(value));
            case "birth" -> birthDates.add(date(value));
            default ->
                throw new IllegalStateException(
                    "yima.index.defaults.values: each begins with document:, phone:, insurance: or"
                        + " birth:");
          };
      if (!added) {
        throw new IllegalStateException("yima.index.defaults.values: one is there twice");
      }
    }
    // What normalising knows for a dummy by itself.
    documents.remove("");
    phones.remove("");
    insuranceNumbers.remove("");
    return new Nobodys(documents, phones, insuranceNumbers, birthDates);
  }

  private static LocalDate date(String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException noDay) {
      throw new IllegalStateException("yima.index.defaults.values: a birth is no date", noDay);
    }
  }

  /** All of them in an order that follows from them; clear values, to be hashed. */
  String listed() {
    return Stream.of(documents, phones, insuranceNumbers, birthDates)
        .map(values -> values.stream().map(Object::toString).sorted().toList().toString())
        .collect(Collectors.joining("\n"));
  }

  private boolean isEmpty() {
    return documents.isEmpty()
        && phones.isEmpty()
        && insuranceNumbers.isEmpty()
        && birthDates.isEmpty();
  }

  /** Whether the record's document is one of them. */
  boolean hasDocumentOf(SourceRecord record) {
    return record.document().filter(d -> documents.contains(d.idNumber())).isPresent();
  }

  /** What is left of a record to compare it by. */
  SourceRecord without(SourceRecord record) {
    return hasDocumentOf(record) ? butDocument(record).withoutDocument() : butDocument(record);
  }

  /** The same, its document left as it is. */
  SourceRecord butDocument(SourceRecord record) {
    if (isEmpty()) {
      return record;
    }
    SourceRecord reached = record.withoutPhones(phone -> phones.contains(Phones.normal(phone)));
    Further further = reached.further();
    Optional<String> insurance =
        further
            .insuranceNumber()
            .filter(number -> !insuranceNumbers.contains(Documents.number(number)));
    return new SourceRecord(
        reached.domain(),
        reached.number(),
        reached.name(),
        reached.document(),
        reached.documentVerified(),
        reached.birthDate().filter(day -> !birthDates.contains(day)),
        reached.sex(),
        reached.phone(),
        reached.address(),
        new Further(further.previousName(), further.otherPhone(), insurance, further.guardian()));
  }

  /** How many: the values may be somebody's after all. */
  @Override
  public String toString() {
    return "Nobodys["
        + (documents.size() + phones.size() + insuranceNumbers.size() + birthDates.size())
        + "]";
  }
}
