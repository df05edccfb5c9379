package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.SourceRecord;
import org.yima.index.matching.chinese.Documents;

/**
 * A row of an extract.
 *
 * @param retired whether the card no longer lives
 * @param patient the institution's own number of the patient; may be empty
 * @param documentDropped whether a number stood there that breaks a rule of its kind
 */
record Entry(SourceRecord source, boolean retired, String patient, boolean documentDropped) {
  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_ADDRESS = 300;

  /** What files say of a card that no longer lives. */
  private static final Set<String> RETIRED =
      Set.of("LOST", "CANCELLED", "DECEASED", "挂失", "注销", "死亡");

  private static final List<String> NAMES = List.of("name", "previous_name", "guardian_name");

  private static final Pattern BETWEEN_DIGITS = Pattern.compile("[ ()-]");

  /** Why a row can't be a record; empty when it can. */
  static Optional<String> refusal(Header header, CsvRecord row) {
    String card = header.field(row, "card");
    if (card.isEmpty()) {
      return Optional.of("no card number");
    }
    if (card.length() > LONGEST_NUMBER
        || header.field(row, "patient").length() > LONGEST_NUMBER
        || header.field(row, "insurance_number").length() > LONGEST_NUMBER
        || NAMES.stream().anyMatch(name -> header.field(row, name).length() > LONGEST_NAME)) {
      return Optional.of("a number or name too long");
    }
    return Optional.empty();
  }

  static Entry of(Header header, CsvRecord row) {
    String number = header.field(row, "document_number");
    Optional<DocumentKey> document =
        number.isEmpty()
            ? Optional.empty()
            : DocumentKey.of(Documents.type(header.field(row, "document_type")), number);
    String status = header.field(row, "status").toUpperCase(Locale.ROOT);
    return new Entry(
        new SourceRecord(
            header.domain(row),
            header.field(row, "card"),
            header.field(row, "name"),
            document,
            false,
            birthDate(header.field(row, "birth_date")),
            sex(header.field(row, "sex")),
            phone(header.field(row, "phone")),
            address(header.field(row, "address")),
            further(header, row)),
        RETIRED.contains(status),
        header.field(row, "patient"),
        !number.isEmpty() && document.isEmpty());
  }

  private static Optional<LocalDate> birthDate(String raw) {
    String day = Documents.birthDateOf(raw);
    return day.isEmpty()
        ? Optional.empty()
        : Optional.of(LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE));
  }

  private static Optional<Sex> sex(String raw) {
    return switch (Documents.sexOf(raw)) {
      case "M" -> Optional.of(Sex.MALE);
      case "F" -> Optional.of(Sex.FEMALE);
      default -> Optional.empty();
    };
  }

  private static Optional<String> phone(String raw) {
    String digits = BETWEEN_DIGITS.matcher(raw).replaceAll("");
    String number = digits.startsWith("+86") ? digits.substring(3) : digits;
    return Optional.of(number).filter(n -> !n.isEmpty());
  }

  private static Further further(Header header, CsvRecord row) {
    String guardian = header.field(row, "guardian_document");
    Optional<String> otherPhone =
        phone(header.field(row, "phone2"))
            .filter(p -> !phone(header.field(row, "phone")).equals(Optional.of(p)));
    return new Further(
        given(header.field(row, "previous_name")),
        otherPhone,
        given(header.field(row, "insurance_number")),
        Guardian.of(
            header.field(row, "guardian_name"),
            DocumentKey.of(Documents.type(header.field(row, "guardian_document_type")), guardian)));
  }

  private static Optional<String> given(String raw) {
    return Optional.of(raw).filter(text -> !text.isEmpty());
  }

  private static Optional<String> address(String raw) {
    return Optional.of(raw.length() > LONGEST_ADDRESS ? raw.substring(0, LONGEST_ADDRESS) : raw)
        .filter(address -> !address.isEmpty());
  }

  /** Nothing of it: nearly all of it is personal data. */
  @Override
  public String toString() {
    return "Entry";
  }
}
