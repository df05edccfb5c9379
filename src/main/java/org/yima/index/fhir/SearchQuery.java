package org.yima.index.fhir;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;

/**
 * A search for Patients, as PDQm (ITI-78) has it. Each parameter narrows; values of one parameter
 * with commas between them are alternatives.
 *
 * @param ids alternatives; nothing where none was given
 * @param identifiers each a list of alternatives
 * @param domains the only domains that are wanted, by identifiers without a value
 * @param persons whether the best views of those found are wanted beside them
 */
record SearchQuery(
    Optional<List<String>> ids,
    List<List<Token>> identifiers,
    Set<String> domains,
    List<String> families,
    List<String> givens,
    List<String> names,
    List<DateBounds> birth,
    Optional<Sex> sex,
    List<String> telecoms,
    Optional<Boolean> active,
    boolean persons,
    int count) {
  private static final int USUAL = 20;
  private static final int MOST = 100;

  /** Numbers and ids that one search looks up at most. */
  private static final int MOST_VALUES = 50;

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
    private final Set<String> domains = new java.util.TreeSet<>();
    private final List<String> families = new ArrayList<>();
    private final List<String> givens = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<DateBounds> birth = new ArrayList<>();
    private Optional<Sex> sex = Optional.empty();
    private final List<String> telecoms = new ArrayList<>();
    private Optional<Boolean> active = Optional.empty();
    private boolean persons;
    private int count = USUAL;
    private int values;

    void take(String name, String value) {
      if (value.isBlank()) {
        return;
      }
      switch (name) {
        case "_id" -> {
          ids = Optional.of(Token.alternatives(value));
          look(ids.get());
        }
        case "identifier" -> identifier(value);
        case "family", "family:exact" -> families.add(Token.plain(value).strip());
        case "given", "given:exact" -> givens.add(Token.plain(value).strip());
        case "name", "name:exact" -> names.add(Token.plain(value).strip());
        case "birthdate" -> birth.add(DateBounds.of(value));
        case "gender" -> sex = Optional.of(gender(value));
        case "telecom", "phone" ->
            telecoms.add(Token.of(value).value().orElseThrow(() -> malformed("telecom")));
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
          families,
          givens,
          names,
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
    return new FhirRefusal(404, IssueType.NOTFOUND, "identifier system not found");
  }

  /** Whether a record is among those that are looked for, identifiers aside. */
  boolean fits(IndexRecord record) {
    return ids.map(all -> all.contains(record.id().toString())).orElse(true)
        && (domains.isEmpty() || domains.contains(record.domain()))
        && families.stream().allMatch(family -> begins(record.name(), family))
        && givens.stream().allMatch(given -> hasGiven(record.name(), given))
        && names.stream()
            .allMatch(name -> begins(record.name(), name) || hasGiven(record.name(), name))
        && birth.stream().allMatch(b -> record.birthDate().map(b::holds).orElse(false))
        && sex.map(s -> record.sex().equals(Optional.of(s))).orElse(true)
        && telecoms.stream().allMatch(t -> record.source().phones().anyMatch(t::equals))
        && active.map(a -> a == (record.status() == RecordStatus.FOUND)).orElse(true);
  }

  private static boolean begins(String name, String wanted) {
    return name.toLowerCase(Locale.ROOT).startsWith(wanted.toLowerCase(Locale.ROOT));
  }

  /** A given name begins after the surname, of which nobody can say how long it is. */
  private static boolean hasGiven(String name, String wanted) {
    String whole = name.toLowerCase(Locale.ROOT);
    String given = wanted.toLowerCase(Locale.ROOT);
    return whole.startsWith(given, 1)
        || whole.startsWith(given, 2)
        || whole.endsWith(given)
        || whole.contains(" " + given);
  }

  /** What it says of somebody; candidates are looked for by that. */
  SourceRecord described() {
    String name =
        families.isEmpty() || givens.isEmpty()
            ? names.stream().findFirst().orElse("")
            : families.get(0) + givens.get(0);
    return new SourceRecord(
        "",
        "",
        name,
        Optional.<DocumentKey>empty(),
        false,
        birth.stream().flatMap(b -> b.day().stream()).findFirst(),
        sex,
        telecoms.stream().findFirst(),
        Optional.empty());
  }

  /** Only how it is put: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "SearchQuery[" + identifiers.size() + " identifiers]";
  }
}
