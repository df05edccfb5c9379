package org.yima.index.matching.chinese;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.yima.index.matching.block.BlockKey;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Day;
import org.yima.index.matching.compare.Digits;
import org.yima.index.matching.compare.Equal;
import org.yima.index.matching.compare.Shared;
import org.yima.index.matching.normal.DefaultValues;
import org.yima.index.matching.normal.Text;
import org.yima.index.matching.schema.Dependence;
import org.yima.index.matching.schema.Element;
import org.yima.index.matching.schema.NullPolicy;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Frequencies;
import org.yima.index.matching.weight.Weights;

/** The schema of a Chinese city's patient records, and the weights it is shipped with. */
public final class City {
  /** The fields of a row. A card that no longer lives is given as an empty one. */
  public static final List<String> FIELDS =
      List.of(
          "domain",
          "card",
          "name",
          "previous_name",
          "document_type",
          "document_number",
          "birth_date",
          "sex",
          "phone",
          "phone2",
          "address",
          "guardian_name",
          "guardian_document",
          "insurance_number");

  private static final int BIRTH_DATE = FIELDS.indexOf("birth_date");
  private static final int DOCUMENT_NUMBER = FIELDS.indexOf("document_number");
  private static final int DOCUMENT_TYPE = FIELDS.indexOf("document_type");
  private static final int GUARDIAN_DOCUMENT = FIELDS.indexOf("guardian_document");
  private static final int GUARDIAN_NAME = FIELDS.indexOf("guardian_name");
  private static final int NAME = FIELDS.indexOf("name");
  private static final int OTHER_PHONE = FIELDS.indexOf("phone2");
  private static final int PHONE = FIELDS.indexOf("phone");
  private static final int SEX = FIELDS.indexOf("sex");

  private static final int CAP = 60;

  /**
   * So many cards of children without a name may one hospital have with one phone: it makes a child
   * one card, its twin another, and each a second where the first is lost. A phone that more give
   * is that of its ward, whose children are of many mothers. Counted by hospital, for the desk of
   * one writes it down; a child may come to any number of them before it has a name.
   */
  public static final int NEWBORNS_OF_ONE = 4;

  /**
   * The same at all hospitals together: those to whom a ward sends its children copy its phone, a
   * card or two each, and it may be in no index itself. Twins at eight hospitals.
   */
  public static final int NEWBORNS = 16;

  /** Whoever was born before has had a name for years. */
  private static final String NAMED_SINCE = "2015";

  /** A control character: names are rid of all of them. */
  private static final char DIVIDER = '\0';

  /** Misspelt and former names included, more than one person or one family has. */
  private static final int DOCUMENT_NAMES = 8;

  private static final int PHONE_NAMES = 24;
  private static final double PEAK = 6;
  private static final int LEAST_PEAK = 100;

  private City() {}

  /** The schema. */
  public static Schema schema() {
    return new Schema(
        "chinese city",
        FIELDS,
        columns(),
        elements(),
        List.of(
            new Dependence.Absorbs(
                "document", Set.of("exact"), Set.of("birth", "sex", "insurance")),
            new Dependence.OnceOnly(Set.of("phone", "address", "guardian"))),
        keys(),
        CityRules.table(),
        Optional.empty());
  }

  /**
   * How many names, as they sound, the records may have that share a value of each of these keys;
   * more are implausible.
   */
  public static Map<String, Integer> mostNames() {
    return Map.of("document", DOCUMENT_NAMES, "insurance", DOCUMENT_NAMES, "phone", PHONE_NAMES);
  }

  /** Days of birth that stand far above all others in a table that has the column. */
  public static List<DefaultValues.Suspect> suspectedBirths(Table table) {
    return DefaultValues.peaks(table, "birth", PEAK, LEAST_PEAK);
  }

  /**
   * Values that stand for nothing in this table: a document, an insurance number or a phone that
   * more names carry than is plausible, a birth date far above all others.
   */
  public static List<DefaultValues.Suspect> suspects(Table table) {
    return Stream.of(
            DefaultValues.shared(table, "document", "sound", DOCUMENT_NAMES),
            DefaultValues.shared(table, "resident number", "sound", DOCUMENT_NAMES),
            DefaultValues.shared(table, "residence card", "sound", DOCUMENT_NAMES),
            DefaultValues.shared(table, "permanent residence", "sound", DOCUMENT_NAMES),
            DefaultValues.shared(table, "borrowed document", "sound", DOCUMENT_NAMES),
            DefaultValues.shared(table, "insurance", "sound", DOCUMENT_NAMES),
            DefaultValues.shared(table, "phone", "sound", PHONE_NAMES),
            DefaultValues.shared(table, "other phone", "sound", PHONE_NAMES),
            suspectedBirths(table))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Lets children without a name have no phone that is a ward's, by {@link #NEWBORNS_OF_ONE} and
   * {@link #NEWBORNS}: for them a day of birth, a sex and a phone would be a link, and a ward's
   * phone tells of no family. Nobody may read the table meanwhile.
   *
   * @return how many phones were forgotten
   */
  public static int forgetPhonesOfWards(Table table) {
    int child = table.column("child");
    int domain = table.column("domain");
    int[] phones = {table.column("phone"), table.column("other phone")};
    List<Integer> newborns = new ArrayList<>();
    Map<Long, Integer> given = new HashMap<>();
    for (int record = 0; record < table.size(); record++) {
      if (table.code(record, child) != 0) {
        newborns.add(record);
        int first = table.code(record, phones[0]);
        int second = table.code(record, phones[1]);
        count(given, first, table.code(record, domain));
        if (second != first) {
          count(given, second, table.code(record, domain));
        }
      }
    }
    int forgotten = 0;
    for (int record : newborns) {
      for (int column : phones) {
        int code = table.code(record, column);
        if (code != 0 && isWards(given, code, table.code(record, domain))) {
          table.forget(record, column);
          forgotten++;
        }
      }
    }
    return forgotten;
  }

  private static void count(Map<Long, Integer> given, int phone, int domain) {
    given.merge(at(phone, 0), 1, Integer::sum);
    if (domain != 0) {
      given.merge(at(phone, domain), 1, Integer::sum);
    }
  }

  private static boolean isWards(Map<Long, Integer> given, int phone, int domain) {
    return given.getOrDefault(at(phone, 0), 0) > NEWBORNS
        || (domain != 0 && given.getOrDefault(at(phone, domain), 0) > NEWBORNS_OF_ONE);
  }

  /** A phone at a hospital, by their codes; at all of them by none. */
  private static long at(int phone, int domain) {
    return (long) phone << 32 | domain;
  }

  /** The weights as shipped. */
  public static Weights weights() {
    return Weights.parse(resource("weights.txt"));
  }

  /** How often values are met in the population that the shipped weights were trained on. */
  public static Frequencies.Taken frequencies() {
    return Frequencies.Taken.parse(frequenciesText());
  }

  /** The same as text. */
  public static String frequenciesText() {
    return resource("frequencies.txt");
  }

  /**
   * The name of all that decides about a pair besides weights and frequencies: how rows are
   * normalised and compared, and the table above the score. Another whenever any of it changes.
   */
  public static String engine() {
    return resource("engine.txt").strip();
  }

  private static String resource(String name) {
    try (InputStream in = City.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Column> columns() {
    return List.of(
        of("domain", "domain", "domain", Text::unspaced),
        of("card", "card", "card", Text::unspaced),
        // The whole of a name once; what it tells of a child follows from it.
        Column.of("called", "called", City::called),
        new Column(
            "name", "name", row -> "", Optional.of(derived("called", value -> part(value, 0)))),
        Column.derived("child", "called", value -> part(value, 2)),
        Column.derived("mother", "called", value -> part(value, 1)),
        Column.derived("twin", "called", City::twin),
        of("former name", "name", "previous_name", Names::normal),
        Column.derived("sound", "name", Han::nameSound),
        Column.derived("surname", "name", City::surname),
        Column.of("document", "document", City::ownDocument),
        Column.of("borrowed document", "document", City::borrowedDocument),
        Column.derived("resident number", "document", number -> Documents.forLife('R', number)),
        Column.derived("residence card", "document", number -> Documents.forLife('S', number)),
        Column.derived("permanent residence", "document", number -> Documents.forLife('F', number)),
        Column.of("birth", "birth", City::birth),
        Column.derived("birth year", "birth", birth -> birth.substring(0, 4)),
        Column.of("sex", City::sex),
        of("phone", "phone", "phone", Phones::normal),
        Column.of("other phone", "phone", City::otherPhone),
        of("address", "address", "address", Addresses::normal),
        Column.derived("area", "address", Addresses::area),
        Column.derived("place", "address", Addresses::rest),
        Column.of("guardian", City::guardian),
        Column.derived("guardian sound", "guardian", Han::nameSound),
        Column.of("guardian document", row -> Documents.normal("", field(row, GUARDIAN_DOCUMENT))),
        Column.derived(
            "guardian number", "guardian document", number -> Documents.forLife('R', number)),
        of("insurance", "insurance", "insurance_number", City::insurance));
  }

  private static Column of(
      String name, String dictionary, String field, UnaryOperator<String> normal) {
    int at = FIELDS.indexOf(field);
    return Column.of(
        name, dictionary, row -> row[at] == null || row[at].isEmpty() ? "" : normal.apply(row[at]));
  }

  private static Column.Derived derived(String from, UnaryOperator<String> ofValue) {
    return new Column.Derived(from, ofValue);
  }

  private static String field(String[] row, int at) {
    String value = row[at];
    return value == null ? "" : value;
  }

  /** The parts of a name, those of most people one. No name has {@link #DIVIDER} in it. */
  private static String called(String[] row) {
    String raw = field(row, NAME);
    if (raw.isEmpty()) {
      return "";
    }
    Names.Parsed parsed = Names.parse(raw);
    if (parsed.isUnnamed() && hasName(row)) {
      return Names.surnameAndWord(raw);
    }
    return parsed.isUnnamed()
        ? parsed.own() + DIVIDER + parsed.mother() + DIVIDER + parsed.child()
        : parsed.own();
  }

  /** Whether 王毛毛 is a name: of a grown-up, or of whoever has a resident number of his own. */
  private static boolean hasName(String[] row) {
    if (Names.surnameAndWord(field(row, NAME)).isEmpty()) {
      return false;
    }
    String birth = birth(row);
    return !Documents.forLife('R', ownDocument(row)).isEmpty()
        || (!birth.isEmpty() && birth.compareTo(NAMED_SINCE) < 0);
  }

  private static String part(String called, int part) {
    int first = called.indexOf(DIVIDER);
    if (first < 0) {
      return part == 0 ? called : "";
    }
    int second = called.indexOf(DIVIDER, first + 1);
    return switch (part) {
      case 0 -> called.substring(0, first);
      case 1 -> called.substring(first + 1, second);
      default -> called.substring(second + 1);
    };
  }

  private static String twin(String called) {
    String child = part(called, 2);
    return child.isEmpty() ? "" : child.substring(1);
  }

  private static String surname(String name) {
    return name.substring(0, Character.charCount(name.codePointAt(0)));
  }

  /** The second number, wherever it stands. */
  private static String otherPhone(String[] row) {
    String given = Phones.normal(field(row, OTHER_PHONE));
    return given.isEmpty() ? Phones.second(field(row, PHONE)) : given;
  }

  /** Most rows: a date as 1984-03-12, and a number of 18 digits with the same. */
  private static boolean isOwnAtSight(String[] row) {
    String number = field(row, DOCUMENT_NUMBER);
    String birth = field(row, BIRTH_DATE);
    return number.length() == 18
        && birth.length() == 10
        && number.regionMatches(6, birth, 0, 4)
        && number.regionMatches(10, birth, 5, 2)
        && number.regionMatches(12, birth, 8, 2);
  }

  private static String ownDocument(String[] row) {
    String document = document(row);
    return isBorrowed(row, document) ? "" : document;
  }

  /** A child without a name whose birth nobody wrote down is mostly under its mother's number. */
  private static boolean isUnnamedAndUndated(String[] row) {
    String given = Documents.birthDateOf(field(row, BIRTH_DATE));
    return (given.isEmpty() || Documents.isFirstDayOfTime(given))
        && Names.parse(field(row, NAME)).isUnnamed();
  }

  private static String borrowedDocument(String[] row) {
    if (isOwnAtSight(row)) {
      return "";
    }
    String document = document(row);
    return isBorrowed(row, document) ? document : "";
  }

  /**
   * Whether the number tells of a birth that has nothing in common with the one that is given: a
   * child under its parent's number, or anybody under another's.
   */
  private static boolean isBorrowed(String[] row, String document) {
    if (isOwnAtSight(row)) {
      return false;
    }
    if (isUnnamedAndUndated(row)) {
      return true;
    }
    String told = Documents.birthDate(document);
    String given = told.isEmpty() ? "" : givenBirth(row, told);
    return !given.isEmpty()
        && !given.equals(told)
        && Day.differ(given, told)
        && !BirthComparison.isByTheMoon(given, told);
  }

  /** The date that is given, else the one that the row's own document tells. */
  private static String birth(String[] row) {
    String given = givenBirth(row);
    return given.isEmpty() ? Documents.birthDate(ownDocument(row)) : given;
  }

  /** The date that is given; none where it is a system's, and the row's number knows better. */
  private static String givenBirth(String[] row) {
    String given = Documents.birthDateOf(field(row, BIRTH_DATE));
    return Documents.isFirstDayOfTime(given)
        ? givenBirth(row, Documents.birthDate(document(row)))
        : given;
  }

  private static String givenBirth(String[] row, String told) {
    String given = Documents.birthDateOf(field(row, BIRTH_DATE));
    boolean aSystems = !told.isEmpty() && !given.equals(told);
    return aSystems && Documents.isFirstDayOfTime(given) ? "" : given;
  }

  private static String sex(String[] row) {
    String given = Documents.sexOf(field(row, SEX));
    if (!given.isEmpty()) {
      return given;
    }
    return Documents.sex(ownDocument(row));
  }

  /** Whether the number that a row gives is somebody else's: it then tells nothing of the row's. */
  public static boolean hasAnothersDocument(String[] row) {
    return isBorrowed(row, document(row));
  }

  private static String document(String[] row) {
    return Documents.normal(field(row, DOCUMENT_TYPE), field(row, DOCUMENT_NUMBER));
  }

  /** Whom a child is called after is its guardian too. */
  private static String guardian(String[] row) {
    String given = field(row, GUARDIAN_NAME);
    return Names.normal(given.isEmpty() ? Names.parse(field(row, NAME)).mother() : given);
  }

  private static String insurance(String raw) {
    String number = Documents.number(raw);
    return number.length() < 6 || Text.isOneCharacter(number) || Text.isRun(number) ? "" : number;
  }

  private static List<Element> elements() {
    return List.of(
        Element.of("document", new DocumentComparison("document", "borrowed document")),
        new Element(
            "name",
            new NameComparison("name", "former name", "sound"),
            Map.of("exact", "name", "same sound", "sound"),
            NullPolicy.NEUTRAL),
        Element.of("birth", new BirthComparison("birth")),
        Element.of("sex", new Equal("sex")),
        Element.of("insurance", new Digits("insurance")),
        Element.of("phone", new Shared(List.of("phone", "other phone"))),
        Element.rare("address", new AddressComparison("place", "area"), "address"),
        new Element(
            "guardian",
            new GuardianComparison(
                "guardian document", "guardian number", "guardian", "guardian sound"),
            Map.of("name", "guardian"),
            NullPolicy.NEUTRAL));
  }

  private static List<BlockKey> keys() {
    return List.of(
        new BlockKey(
            "document", List.of(List.of("document"), List.of("borrowed document")), List.of(), CAP),
        BlockKey.of(CAP, "insurance"),
        BlockKey.of(CAP, "sound", "birth"),
        new BlockKey(
            "phone",
            List.of(List.of("phone"), List.of("other phone")),
            List.of("surname", "birth year"),
            CAP),
        new BlockKey(
            "former name + birth",
            List.of(List.of("name", "birth"), List.of("former name", "birth")),
            List.of(),
            CAP),
        BlockKey.of(CAP, "sound", "area", "birth year"),
        BlockKey.of(CAP, "place", "surname").refinedBy("birth year"),
        BlockKey.of(CAP, "birth", "guardian"),
        BlockKey.of(CAP, "birth", "surname", "area", "sex"));
  }
}
