package org.yima.index.fhir;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.index.matching.chinese.Phones;

/**
 * A search for Patients, as PDQm (ITI-78) has it. Each parameter narrows; values of one parameter
 * with commas between them are alternatives.
 *
 * @param ids alternatives; nothing where none was given
 * @param identifiers each a list of alternatives
 * @param domains the only domains that are wanted, by identifiers without a value
 * @param systems those identifiers: others are left out of what is answered
 * @param mothers names of the guardian, who of a newborn is its mother
 * @param persons whether the best views of those found are wanted beside them
 */
record SearchQuery(
    Optional<List<String>> ids,
    List<List<Token>> identifiers,
    Set<String> domains,
    Set<String> systems,
    List<Words> families,
    List<Words> givens,
    List<Words> names,
    List<Words> addresses,
    List<Words> mothers,
    List<DateBounds> birth,
    Optional<Sex> sex,
    List<List<String>> telecoms,
    Optional<Boolean> active,
    boolean persons,
    int count) {
  private static final String EXACT = ":exact";
  private static final int USUAL = 20;
  private static final int MOST = 100;

  /** Numbers and ids that one search looks up at most. */
  private static final int MOST_VALUES = 50;

  /** Names that are looked for in one search at most, of alternatives. */
  private static final int MOST_NAMES = 20;

  /** Parameters of the answer's form, which change nothing of what is found. */
  private static final Set<String> FORM = Set.of("_format", "_pretty", "_count", "_getpages");

  /**
   * Reads the parameters. One that is not supported is refused: to ignore it would answer more
   * people than were asked for.
   */
  static SearchQuery of(MultivaluedMap<String, String> parameters) {
    Reading reading = new Reading();
    parameters.forEach((name, values) -> values.forEach(value -> reading.take(name, value)));
    return reading.query();
  }

  private static final class Reading {
    private Optional<List<String>> ids = Optional.empty();
    private final List<List<Token>> identifiers = new ArrayList<>();
    private final Set<String> domains = new TreeSet<>();
    private final Set<String> systems = new TreeSet<>();
    private final List<Words> families = new ArrayList<>();
    private final List<Words> givens = new ArrayList<>();
    private final List<Words> names = new ArrayList<>();
    private final List<Words> addresses = new ArrayList<>();
    private final List<Words> mothers = new ArrayList<>();
    private final List<DateBounds> birth = new ArrayList<>();
    private Optional<Sex> sex = Optional.empty();
    private final List<List<String>> telecoms = new ArrayList<>();
    private Optional<Boolean> active = Optional.empty();
    private boolean persons;
    private int count = USUAL;
    private int values;

    void take(String name, String value) {
      if (value.isBlank()) {
        return;
      }
      boolean exact = name.endsWith(EXACT);
      switch (exact ? name.substring(0, name.length() - EXACT.length()) : name) {
        case "family" -> families.add(Words.of(value, exact));
        case "given" -> givens.add(Words.of(value, exact));
        case "name" -> names.add(Words.of(value, exact));
        case "address", "address-city", "address-country", "address-postalcode", "address-state" ->
            addresses.add(Words.of(value, exact));
        case "mothersMaidenName" -> mothers.add(Words.of(value, exact));
        default -> takeOther(name, value);
      }
    }

    private void takeOther(String name, String value) {
      switch (name) {
        case "_id" -> {
          ids = Optional.of(Token.alternatives(value));
          look(ids.get());
        }
        case "identifier" -> identifier(value);
        case "birthdate" -> birth.add(DateBounds.of(value));
        case "gender" -> sex = Optional.of(gender(value));
        case "telecom", "phone" -> telecoms.add(numbers(value));
        case "active" -> active = Optional.of(isTrue(value));
        case "_include" -> persons |= wantsPersons(value);
        case "_count" -> count = number(value);
        default -> {
          if (!FORM.contains(name)) {
            throw new FhirRefusal(
                400, IssueType.NOTSUPPORTED, "a search parameter is not supported");
          }
        }
      }
    }

    /** Alternatives, each with the name of a system before it or without. */
    private static List<String> numbers(String value) {
      return Token.alternatives(value).stream()
          .map(one -> Token.of(one).value().orElseThrow(() -> malformed("telecom")))
          .toList();
    }

    private void look(List<String> alternatives) {
      values += alternatives.size();
      if (values > MOST_VALUES) {
        throw new FhirRefusal(
            400, IssueType.TOOCOSTLY, "at most 50 values of identifier and _id in one search");
      }
    }

    private void identifier(String value) {
      look(Token.alternatives(value));
      List<Token> tokens = Token.alternatives(value).stream().map(Token::of).toList();
      if (tokens.stream().allMatch(t -> t.value().isEmpty() && t.system().isPresent())) {
        tokens.forEach(t -> domains.add(domain(t.system().orElseThrow())));
        tokens.forEach(t -> systems.add(t.system().orElseThrow()));
      } else if (tokens.stream().anyMatch(t -> t.value().isEmpty())) {
        throw malformed("identifier");
      } else {
        identifiers.add(tokens);
      }
    }

    private static String domain(String system) {
      return IdentifierSystem.of(system)
          .flatMap(IdentifierSystem::ofDomain)
          .orElseThrow(() -> unknownDomain());
    }

    private static FhirRefusal malformed(String name) {
      return FhirRefusal.invalid(name + " is malformed");
    }

    private static Sex gender(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "male" -> Sex.MALE;
        case "female" -> Sex.FEMALE;
        case "other" -> Sex.UNSPECIFIED;
        case "unknown" -> Sex.UNKNOWN;
        default -> throw malformed("gender");
      };
    }

    private static boolean isTrue(String value) {
      return switch (value) {
        case "true" -> true;
        case "false" -> false;
        default -> throw malformed("active");
      };
    }

    private static int number(String value) {
      try {
        return Math.max(1, Math.min(MOST, Integer.parseInt(value)));
      } catch (NumberFormatException malformed) {
        throw malformed("_count");
      }
    }

    SearchQuery query() {
      return new SearchQuery(
          ids,
          identifiers,
          domains,
          systems,
          families,
          givens,
          names,
          addresses,
          mothers,
          birth,
          sex,
          telecoms,
          active,
          persons,
          count);
    }
  }

  /** The one thing that can be included: whom a record's Patient refers to. */
  static boolean wantsPersons(String include) {
    if (!include.equals("Patient:link")) {
      throw new FhirRefusal(400, IssueType.NOTSUPPORTED, "only Patient:link can be included");
    }
    return true;
  }

  /** ITI-78, a domain that is not recognised. */
  static FhirRefusal unknownDomain() {
    return new FhirRefusal(
        404, IssueType.NOTFOUND, IssueSeverity.WARNING, "targetSystem not found");
  }

  /** Whether a record is among those that are looked for, identifiers aside. */
  boolean fits(IndexRecord record) {
    return ids.map(all -> all.contains(record.id().toString())).orElse(true)
        && (domains.isEmpty() || domains.contains(record.domain()))
        && namesFit(record.name())
        && addresses.stream()
            .allMatch(wanted -> wanted.mean(record.address().orElse(""), String::contains))
        && mothers.stream()
            .allMatch(
                wanted ->
                    wanted.mean(
                        record.further().guardian().map(Guardian::name).orElse(""),
                        String::startsWith))
        && birth.stream().allMatch(b -> record.birthDate().map(b::holds).orElse(false))
        && sex.map(s -> record.sex().equals(Optional.of(s))).orElse(true)
        && telecoms.stream().allMatch(any -> any.stream().anyMatch(t -> isReached(record, t)))
        && active.map(a -> a == (record.status() == RecordStatus.FOUND)).orElse(true);
  }

  /** A number is the same with the country's prefix and without, in groups and in one. */
  private static boolean isReached(IndexRecord record, String number) {
    String wanted = Phones.normal(number);
    return !wanted.isEmpty()
        && record.source().phones().map(Phones::normal).anyMatch(wanted::equals);
  }

  /** What is wanted exactly is what is shown as family, given or text. */
  private boolean namesFit(String name) {
    HumanName shown = PatientNames.of(name);
    String whole = name.toLowerCase(Locale.ROOT);
    String given = shown.getGivenAsSingleString();
    return families.stream()
            .allMatch(w -> w.mean(Stream.ofNullable(shown.getFamily()), whole::startsWith))
        && givens.stream().allMatch(w -> w.mean(Stream.of(given), word -> hasGiven(whole, word)))
        && names.stream()
            .allMatch(
                w ->
                    w.mean(
                        Stream.of(name, String.valueOf(shown.getFamily()), given),
                        word -> whole.startsWith(word) || hasGiven(whole, word)));
  }

  /** A given name begins after the surname, of which nobody can say how long it is. */
  private static boolean hasGiven(String whole, String given) {
    return whole.startsWith(given, 1)
        || whole.startsWith(given, 2)
        || whole.endsWith(given)
        || whole.contains(" " + given);
  }

  /**
   * What it says of somebody; candidates are looked for by that, for each alternative of a name
   * with each of a number.
   */
  List<SourceRecord> described() {
    List<String> whole = new ArrayList<>();
    for (String family : first(families)) {
      for (String given : givens.isEmpty() ? List.of("") : first(givens)) {
        whole.add(family + given);
      }
    }
    if (families.isEmpty() || (givens.isEmpty() && !names.isEmpty())) {
      whole = new ArrayList<>(first(names));
    }
    List<String> people = whole.isEmpty() ? List.of("") : whole;
    List<Optional<String>> numbers =
        telecoms.isEmpty()
            ? List.of(Optional.empty())
            : telecoms.get(0).stream().map(Optional::of).toList();
    if (people.size() * numbers.size() > MOST_NAMES) {
      throw new FhirRefusal(
          400, IssueType.TOOCOSTLY, "at most 20 alternatives of a name and a telecom");
    }
    return people.stream()
        .flatMap(name -> numbers.stream().map(number -> described(name, number)))
        .toList();
  }

  /** Whether what it says of the name is somebody's, and not a surname alone. */
  boolean namesSomebody() {
    return !givens.isEmpty() || !names.isEmpty();
  }

  private static List<String> first(List<Words> all) {
    return all.isEmpty() ? List.of() : all.get(0).any();
  }

  private SourceRecord described(String name, Optional<String> number) {
    return new SourceRecord(
        "",
        "",
        name,
        Optional.<DocumentKey>empty(),
        false,
        birth.stream().flatMap(b -> b.day().stream()).findFirst(),
        sex,
        number,
        first(addresses).stream().findFirst(),
        new Further(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            first(mothers).stream()
                .findFirst()
                .flatMap(mother -> Guardian.of(mother, Optional.empty()))));
  }

  /** Only how it is put: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "SearchQuery[" + identifiers.size() + " identifiers]";
  }
}
