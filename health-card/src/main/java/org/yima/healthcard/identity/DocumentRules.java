package org.yima.healthcard.identity;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yima.healthcard.identity.DocumentCheck.Problem;

/** What each kind of document demands of its number. */
final class DocumentRules {
  /** Longer than any number, and short enough that normalising costs nothing. */
  private static final int MAX_RAW = 64;

  private static final Pattern BLANKS =
      Pattern.compile("[\\s\\u00A0\\u200B-\\u200D\\u2060\\u3000\\uFEFF]");
  private static final Pattern OLD_PERMANENT_RESIDENCE = Pattern.compile("[A-Z]{3}[0-9]{12}");

  private static final Map<IdType, Pattern> SHAPES = new EnumMap<>(IdType.class);

  static {
    SHAPES.put(IdType.PASSPORT, Pattern.compile("[A-Z0-9]{5,20}"));
    SHAPES.put(IdType.HK_MO_PERMIT, Pattern.compile("[HM][0-9]{8}(?:[0-9]{2})?"));
    SHAPES.put(IdType.TW_PERMIT, Pattern.compile("[0-9]{8}(?:[0-9]{2})?"));
    // A letter and nine digits in the current form; provinces also wrote other lengths.
    SHAPES.put(IdType.NEWBORN, Pattern.compile("[A-Z0-9]{5,30}"));
  }

  private DocumentRules() {}

  static DocumentCheck check(IdType type, String raw) {
    if (type == IdType.NONE) {
      return new DocumentCheck.Invalid(Problem.NO_NUMBER);
    }
    if (raw.isBlank() || raw.length() > MAX_RAW) {
      return new DocumentCheck.Invalid(Problem.WRONG_LENGTH);
    }
    String number = normal(raw);
    return switch (type) {
      case RESIDENT_ID -> resident(number);
      case HMT_RESIDENCE -> outcome(type, number);
      case FOREIGNER_PR ->
          OLD_PERMANENT_RESIDENCE.matcher(number).matches()
              ? valid(type, number)
              : outcome(type, number);
      case PASSPORT, HK_MO_PERMIT, TW_PERMIT, NEWBORN, NONE ->
          SHAPES.get(type).matcher(number).matches()
              ? valid(type, number)
              : new DocumentCheck.Invalid(Problem.WRONG_CHARACTERS);
    };
  }

  /**
   * Full-width digits, blanks of all kinds and a lower-case x are how numbers arrive from real
   * files.
   */
  private static String normal(String raw) {
    return isPlain(raw) ? raw : normalised(raw);
  }

  /** Digits and capitals alone are their own normal form: nearly every number. */
  private static boolean isPlain(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) {
        return false;
      }
    }
    return true;
  }

  private static String normalised(String raw) {
    String narrow = Normalizer.normalize(raw, Normalizer.Form.NFKC);
    return BLANKS.matcher(narrow).replaceAll("").toUpperCase(Locale.ROOT);
  }

  private static DocumentCheck resident(String number) {
    if (number.length() == ResidentNumber.OLD_LENGTH) {
      return ResidentNumber.isOldShaped(number)
          ? outcome(IdType.RESIDENT_ID, ResidentNumber.upgrade(number))
          : new DocumentCheck.Invalid(Problem.WRONG_CHARACTERS);
    }
    return outcome(IdType.RESIDENT_ID, number);
  }

  private static DocumentCheck outcome(IdType type, String number) {
    if (number.length() != ResidentNumber.LENGTH) {
      return new DocumentCheck.Invalid(Problem.WRONG_LENGTH);
    }
    Optional<Problem> problem = ResidentNumber.problem(type, number);
    return problem
        .<DocumentCheck>map(DocumentCheck.Invalid::new)
        .orElseGet(() -> valid(type, number));
  }

  private static DocumentCheck valid(IdType type, String number) {
    return new DocumentCheck.Valid(new DocumentNumber(type, number));
  }
}
