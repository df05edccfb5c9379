package org.yima.index.matching;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.SourceRecord;

/**
 * The part of a record that says who it is about.
 *
 * @param nameKey the name as it is compared: half width, no blanks, one kind of dot, upper case;
 *     empty when there is none
 * @param sex UNKNOWN when the source does not say
 */
public record Identity(
    Optional<DocumentKey> document, String nameKey, Optional<LocalDate> birthDate, Sex sex) {
  private static final Pattern BLANKS =
      Pattern.compile("[\\s\\u00A0\\u200B-\\u200D\\u2060\\u3000\\uFEFF]");

  /** The dots between the parts of a minority's or a foreigner's name, as keyboards give them. */
  private static final Pattern DOTS = Pattern.compile("[\\u2022\\u2027\\u30FB\\u22C5.\\uFF0E]");

  public static Identity of(SourceRecord record) {
    return new Identity(
        record.document(),
        nameKey(record.name()),
        record.birthDate(),
        record.sex().orElse(Sex.UNKNOWN));
  }

  /** The form in which names are compared and hashed. */
  public static String nameKey(String name) {
    return isPlain(name) ? name : normalised(name);
  }

  /** Unified ideographs alone are their own normal form: nearly every name. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < 0x4E00 || name.charAt(i) > 0x9FFF) {
        return false;
      }
    }
    return true;
  }

  private static String normalised(String name) {
    String narrow = Normalizer.normalize(name, Normalizer.Form.NFKC);
    String joined = BLANKS.matcher(narrow).replaceAll("");
    return DOTS.matcher(joined).replaceAll("·").toUpperCase(Locale.ROOT);
  }

  /** What both know, and differently. */
  public Set<Difference> contradictions(Identity other) {
    Set<Difference> differences = EnumSet.noneOf(Difference.class);
    if (!nameKey.isEmpty() && !other.nameKey.isEmpty() && !nameKey.equals(other.nameKey)) {
      differences.add(Difference.NAME);
    }
    if (known(sex) && known(other.sex) && sex != other.sex) {
      differences.add(Difference.SEX);
    }
    if (birthDate.isPresent()
        && other.birthDate.isPresent()
        && !birthDate.equals(other.birthDate)) {
      differences.add(Difference.BIRTH_DATE);
    }
    return differences;
  }

  /** In what the record contradicts its own document number, where that tells sex and birth. */
  public Set<Difference> contradictionsWithDocument() {
    return document
        .flatMap(Identity::ofNumber)
        .map(this::contradictions)
        .orElseGet(() -> EnumSet.noneOf(Difference.class));
  }

  private static Optional<Identity> ofNumber(DocumentKey document) {
    return DocumentNumber.parse(document.idType(), document.idNumber())
        .filter(DocumentNumber::selfChecking)
        .map(number -> new Identity(Optional.empty(), "", number.birthDate(), number.sex()));
  }

  private static boolean known(Sex sex) {
    return sex == Sex.MALE || sex == Sex.FEMALE;
  }

  /** Nothing of it: all of it is personal data. */
  @Override
  public String toString() {
    return "Identity";
  }
}
