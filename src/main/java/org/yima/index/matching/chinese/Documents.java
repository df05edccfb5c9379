package org.yima.index.matching.chinese;

import java.util.Locale;
import java.util.Set;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.IdType;
import org.yima.index.matching.normal.Days;
import org.yima.index.matching.normal.Text;

/**
 * Document numbers as one text: a sign for the kind, then the number in normal form. A number that
 * breaks a rule of its kind has the sign {@link #BROKEN}: it may still agree with another, but
 * never speaks against anybody.
 */
public final class Documents {
  /** The sign of a number that breaks a rule. */
  public static final char BROKEN = '!';

  /** The sign of a number of a paper that nothing is known of, such as an officer's. */
  private static final char PAPER = 'O';

  /** Of Unix, of SAS, of DOS, of the century and of lists of years that begin where they begin. */
  private static final Set<String> FIRST_DAYS =
      Set.of("19500101", "19600101", "19700101", "19800101", "19900101", "20000101");

  private static final int LEAST = 6;
  private static final int LONGEST = 32;

  private Documents() {}

  /**
   * The kind that a desk's word or code (WS 364, CV02.01.101) names; without a word, what most
   * people have; {@link IdType#NONE} for a word that names another paper.
   */
  public static IdType type(String raw) {
    String word = raw == null ? "" : Text.unspaced(Text.nfkc(raw)).toUpperCase(Locale.ROOT);
    return switch (word) {
      case "" -> IdType.RESIDENT_ID;
      case "PASSPORT", "03", "护照" -> IdType.PASSPORT;
      case "HK_MO_PERMIT", "06", "港澳通行证", "港澳居民来往内地通行证", "回乡证" -> IdType.HK_MO_PERMIT;
      case "TW_PERMIT", "07", "台湾通行证", "台湾居民来往大陆通行证", "台胞证" -> IdType.TW_PERMIT;
      case "HMT_RESIDENCE", "港澳台居民居住证" -> IdType.HMT_RESIDENCE;
      case "FOREIGNER_PR", "外国人永久居留身份证" -> IdType.FOREIGNER_PR;
      case "NEWBORN", "出生医学证明" -> IdType.NEWBORN;
      case "RESIDENT_ID", "01", "1", "户口簿", "居民户口簿", "02" -> IdType.RESIDENT_ID;
      default -> word.contains("身份证") ? IdType.RESIDENT_ID : IdType.NONE;
    };
  }

  /**
   * The kind of a number: a resident number is one, whatever paper it stands on. A driving licence
   * and a social security card bear it.
   */
  public static IdType type(String rawType, String rawNumber) {
    IdType type = type(rawType);
    return type == IdType.NONE && isResidentNumber(number(rawNumber)) ? IdType.RESIDENT_ID : type;
  }

  private static boolean isResidentNumber(String number) {
    return number.length() == 18 && DocumentNumber.parse(IdType.RESIDENT_ID, number).isPresent();
  }

  /** The number in normal form with its sign; empty when there is none or it is a dummy. */
  public static String normal(String rawType, String rawNumber) {
    if (rawNumber == null || rawNumber.isBlank()) {
      return "";
    }
    String number = number(rawNumber);
    if (number.length() < LEAST || number.length() > LONGEST || isDummy(number)) {
      return "";
    }
    IdType type = type(rawType, number);
    String own = type == IdType.NONE ? PAPER + number : valid(type, number);
    if (own.isEmpty() && type != IdType.RESIDENT_ID && number.length() == 18) {
      own = valid(IdType.RESIDENT_ID, number);
    }
    return own.isEmpty() ? BROKEN + number : own;
  }

  /** Narrow, without blanks and dashes, in capitals. */
  public static String number(String raw) {
    return Text.lettersAndDigits(Text.upper(Text.nfkc(raw)));
  }

  private static String valid(IdType type, String number) {
    return DocumentNumber.parse(type, number)
        .filter(document -> !isDummy(document.value()))
        .map(document -> sign(type) + document.value())
        .orElse("");
  }

  private static char sign(IdType type) {
    return switch (type) {
      case RESIDENT_ID -> 'R';
      case PASSPORT -> 'P';
      case HK_MO_PERMIT -> 'H';
      case TW_PERMIT -> 'T';
      case HMT_RESIDENCE -> 'S';
      case FOREIGNER_PR -> 'F';
      case NEWBORN -> 'N';
      case NONE -> PAPER;
    };
  }

  /** A number that a clerk types to get on: one digit again and again, or a run. */
  private static boolean isDummy(String number) {
    return Text.isOneCharacter(number)
        || Text.isRun(number)
        || Text.isOneCharacter(number.substring(0, number.length() - 1))
        || (number.length() >= 15 && Text.isOneCharacter(number.substring(6)))
        || Text.isRun(number.substring(0, number.length() - 1));
  }

  /**
   * Whether a number stays the same for life: a resident number, and those of the cards of
   * residence that are built as it is. Passports and permits are given anew with another, a birth
   * certificate is followed by a resident number.
   */
  public static boolean isForLife(String normal) {
    return normal.length() == 19
        && (normal.charAt(0) == 'R' || normal.charAt(0) == 'S' || normal.charAt(0) == 'F');
  }

  /** The number, where it is for life and of this kind; else nothing. */
  static String forLife(char sign, String normal) {
    return isForLife(normal) && normal.charAt(0) == sign ? normal : "";
  }

  /** The date of birth, eight digits, where the number tells it. */
  public static String birthDate(String normal) {
    return isTelling(normal) ? normal.substring(7, 15) : "";
  }

  /** M or F, where the number tells it. */
  public static String sex(String normal) {
    return isTelling(normal) ? (normal.charAt(17) - '0') % 2 == 1 ? "M" : "F" : "";
  }

  private static boolean isTelling(String normal) {
    return normal.length() == 19 && (normal.charAt(0) == 'R' || normal.charAt(0) == 'S');
  }

  /** M or F for the words and codes that files use for a sex; empty for any other. */
  public static String sexOf(String raw) {
    String word = raw == null ? "" : Text.upper(Text.unspaced(Text.nfkc(raw)));
    return switch (word) {
      case "M", "MALE", "1", "男", "男性" -> "M";
      case "F", "FEMALE", "2", "女", "女性" -> "F";
      default -> "";
    };
  }

  /**
   * Whether programs put this day where they have none: with it their counting of time begins. It
   * is somebody's birthday too.
   */
  static boolean isFirstDayOfTime(String day) {
    return day.endsWith("0101") && FIRST_DAYS.contains(day);
  }

  /** The date of birth as eight digits; dates that mean "unknown" are missing. */
  public static String birthDateOf(String raw) {
    String day = raw == null ? "" : Days.normal(raw);
    return switch (day) {
      case "19000101", "18000101", "18991230", "18991231", "19010101", "20991231" -> "";
      default -> day;
    };
  }
}
