package org.yima.index.living;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.matching.Identity;
import org.yima.index.matching.chinese.Names;

/**
 * What is best believed of a person, out of its records; nothing of it is kept. For each element:
 *
 * <ul>
 *   <li>name: as proved with a document; else what most records say, a child's own name before one
 *       that calls it after its mother;
 *   <li>document: a proved one; else what most records say;
 *   <li>birth date and sex: as that document tells them; else what most records say;
 *   <li>phone and address: the newest record that has one, living cards first.
 * </ul>
 *
 * <p>Where as many records say one thing as another, the newer holds.
 */
public record BestView(
    String name,
    Optional<DocumentKey> document,
    Optional<LocalDate> birthDate,
    Optional<Sex> sex,
    Optional<String> phone,
    Optional<String> address) {

  /**
   * The best view of a person.
   *
   * @param records of one person, the oldest first
   */
  public static BestView of(List<IndexRecord> records) {
    List<IndexRecord> proven = records.stream().filter(IndexRecord::documentVerified).toList();
    Optional<DocumentKey> document =
        most(proven, IndexRecord::document, key -> key)
            .or(() -> most(records, IndexRecord::document, key -> key));
    Optional<DocumentNumber> number =
        document
            .flatMap(d -> DocumentNumber.parse(d.idType(), d.idNumber()))
            .filter(DocumentNumber::selfChecking);
    return new BestView(
        name(proven, records),
        document,
        number
            .flatMap(DocumentNumber::birthDate)
            .or(() -> most(records, IndexRecord::birthDate, day -> day)),
        number
            .map(DocumentNumber::sex)
            .filter(BestView::says)
            .or(() -> most(records, r -> r.sex().filter(BestView::says), sex -> sex)),
        newest(records, IndexRecord::phone),
        newest(records, IndexRecord::address));
  }

  private static boolean says(Sex sex) {
    return sex == Sex.MALE || sex == Sex.FEMALE;
  }

  private static String name(List<IndexRecord> proven, List<IndexRecord> records) {
    List<IndexRecord> own = records.stream().filter(r -> !isCalledAfterItsMother(r)).toList();
    return most(proven, BestView::given, Identity::nameKey)
        .or(() -> most(own, BestView::given, Identity::nameKey))
        .or(() -> most(records, BestView::given, Identity::nameKey))
        .orElse("");
  }

  private static Optional<String> given(IndexRecord record) {
    return Optional.of(record.name()).filter(name -> !name.isBlank());
  }

  private static boolean isCalledAfterItsMother(IndexRecord record) {
    return !Names.parse(record.name()).mother().isEmpty();
  }

  /** What most say, in the newest spelling; of as many, what the newest says. */
  private static <T> Optional<T> most(
      List<IndexRecord> records,
      Function<IndexRecord, Optional<T>> says,
      Function<T, Object> asKey) {
    Map<Object, List<T>> said = new LinkedHashMap<>();
    for (IndexRecord record : records) {
      says.apply(record)
          .ifPresent(
              value -> {
                Object key = asKey.apply(value);
                List<T> before = said.remove(key);
                List<T> now = before == null ? new ArrayList<>() : before;
                now.add(value);
                // Whoever was said last stands last.
                said.put(key, now);
              });
    }
    return said.values().stream()
        .reduce((one, later) -> later.size() >= one.size() ? later : one)
        .map(values -> values.get(values.size() - 1));
  }

  private static Optional<String> newest(
      List<IndexRecord> records, Function<IndexRecord, Optional<String>> says) {
    Optional<String> living =
        last(records.stream().filter(r -> r.status() == RecordStatus.FOUND).toList(), says);
    return living.or(() -> last(records, says));
  }

  private static Optional<String> last(
      List<IndexRecord> records, Function<IndexRecord, Optional<String>> says) {
    return records.stream().flatMap(r -> says.apply(r).stream()).reduce((earlier, later) -> later);
  }

  /** Nothing of it: all of it is personal data. */
  @Override
  public String toString() {
    return "BestView";
  }
}
