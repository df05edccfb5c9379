package org.yima.index.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.yima.index.IndexRecord;
import org.yima.index.living.Candidates;
import org.yima.index.living.Scored;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.store.Looks;
import org.yima.index.store.Records;
import org.yima.platform.Database;
import org.yima.platform.Id;

/**
 * {@code Patient/$match}: whom a description fits, by the weights that also link records. A
 * hospital is shown its own records of the persons that fit, whichever domain's record told.
 */
@ApplicationScoped
class MatchOperation {
  private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";
  private static final int USUAL = 10;
  private static final int MOST = 50;

  /** Candidates that are weighed for one answer. */
  private static final int WEIGHED = 200;

  private final Candidates candidates;
  private final Directory directory;
  private final DemographicsSearch search;
  private final Database database;
  private final Looks looks;

  MatchOperation(
      Candidates candidates,
      Directory directory,
      DemographicsSearch search,
      Database database,
      Looks looks) {
    this.candidates = candidates;
    this.directory = directory;
    this.search = search;
    this.database = database;
    this.looks = looks;
  }

  /** What is asked: a Patient, how many at most, and whether only one that is certain. */
  record Asked(Patient patient, int count, boolean onlyCertain) {
    /** Of Parameters, or of a Patient that stands alone. */
    static Asked of(IBaseResource body) {
      if (body instanceof Patient alone) {
        return new Asked(alone, USUAL, false);
      }
      if (body instanceof Parameters parameters) {
        return of(parameters);
      }
      throw FhirRefusal.invalid("the body is neither Parameters nor a Patient");
    }

    private static Asked of(Parameters parameters) {
      Patient patient = null;
      int count = USUAL;
      boolean onlyCertain = false;
      for (Parameters.ParametersParameterComponent parameter : parameters.getParameter()) {
        String name = parameter.getName() == null ? "" : parameter.getName();
        switch (name) {
          case "resource" -> {
            if (parameter.getResource() instanceof Patient given) {
              patient = given;
            }
          }
          case "count" -> {
            if (parameter.getValue() instanceof IntegerType given
                && given.hasValue()
                && given.getValue() > 0) {
              count = Math.min(MOST, given.getValue());
            } else {
              throw FhirRefusal.invalid("count is a positive integer");
            }
          }
          case "onlyCertainMatches" -> {
            if (parameter.getValue() instanceof BooleanType given && given.hasValue()) {
              onlyCertain = given.booleanValue();
            } else {
              throw FhirRefusal.invalid("onlyCertainMatches is a boolean");
            }
          }
          default -> throw FhirRefusal.invalid("Parameters has a part that $match does not know");
        }
      }
      if (patient == null) {
        throw FhirRefusal.invalid("Parameters has no Patient under resource");
      }
      return new Asked(patient, count, onlyCertain);
    }
  }

  /**
   * Whom a description fits.
   *
   * @param persons whether the best views of those who fit are wanted beside them
   */
  Uni<Bundle> match(Viewer viewer, Asked asked, boolean persons, String base) {
    return candidates
        .match(database::query, Patients.described(asked.patient()), WEIGHED)
        .chain(scored -> seen(viewer, scored).map(hits -> wanted(hits, isClear(scored), asked)))
        .chain(hits -> told(viewer, hits, base))
        .chain(
            told ->
                persons
                    ? search.included(viewer, records(told.hits()), told.bundle(), base)
                    : Uni.createFrom().item(told.bundle()));
  }

  private record Answer(List<Hit> hits, Bundle bundle) {}

  /** Who looks is written down while the rest is read; neither is answered without the other. */
  private Uni<Answer> told(Viewer viewer, List<Hit> hits, String base) {
    return Uni.combine()
        .all()
        .unis(
            looks.asked(viewer.caller(), "patient.matched", records(hits)),
            directory.numbers(records(hits)))
        .with((written, numbers) -> new Answer(hits, bundle(hits, numbers, base)));
  }

  /**
   * A record that fits, or that is of a person who does.
   *
   * @param itself whether it is certainly of whom the record that fits is, and not by score alone
   */
  private record Hit(IndexRecord record, Scored scored, boolean itself) {
    boolean isCertain() {
      return itself && scored.outcome() == Explanation.Decision.LINK;
    }
  }

  /** Whether one person alone fits for certain, whether or not the caller may see them. */
  private static boolean isClear(List<Scored> scored) {
    return scored.stream()
            .filter(s -> s.outcome() == Explanation.Decision.LINK)
            .map(Scored::personId)
            .distinct()
            .count()
        == 1;
  }

  private static List<IndexRecord> records(List<Hit> hits) {
    return hits.stream().map(Hit::record).toList();
  }

  /** Operators see the records that fit; a hospital its own records of the persons who do. */
  private Uni<List<Hit>> seen(Viewer viewer, List<Scored> scored) {
    Map<Id, Scored> byRecord = new HashMap<>();
    Map<Id, List<Scored>> byPerson = new HashMap<>();
    scored.forEach(s -> byRecord.put(s.recordId(), s));
    scored.forEach(s -> byPerson.computeIfAbsent(s.personId(), person -> new ArrayList<>()).add(s));
    Uni<List<IndexRecord>> found =
        viewer
            .domain()
            .map(own -> directory.ofPersonsIn(own, byPerson.keySet()))
            .orElseGet(() -> Uni.createFrom().item(scored.stream().map(Scored::record).toList()));
    return found.map(
        records ->
            records.stream()
                .filter(record -> byPerson.containsKey(record.personId()))
                .map(record -> hit(record, byRecord, byPerson))
                .sorted(
                    Comparator.comparing((Hit hit) -> hit.scored().outcome())
                        .thenComparing(hit -> -hit.scored().score())
                        .thenComparing(hit -> hit.record().id()))
                .toList());
  }

  /**
   * A record of somebody who fits: by what makes it certain, else by itself, else by whichever of
   * its person's records fits best.
   */
  private static Hit hit(
      IndexRecord record, Map<Id, Scored> byRecord, Map<Id, List<Scored>> byPerson) {
    List<Hit> fitting =
        byPerson.get(record.personId()).stream()
            .map(s -> new Hit(record, s, record.certain().equals(s.record().certain())))
            .toList();
    return fitting.stream()
        .filter(Hit::isCertain)
        .findFirst()
        .or(() -> Optional.ofNullable(byRecord.get(record.id())).map(s -> new Hit(record, s, true)))
        .orElse(fitting.get(0));
  }

  /**
   * Only certain matches: the one person that fits for certain; where two would, none is certain.
   */
  private static List<Hit> wanted(List<Hit> hits, boolean clear, Asked asked) {
    List<Hit> wanted = hits;
    if (asked.onlyCertain()) {
      wanted = clear ? hits.stream().filter(Hit::isCertain).toList() : List.of();
    }
    return wanted.subList(0, Math.min(asked.count(), wanted.size()));
  }

  private static Bundle bundle(
      List<Hit> hits, Map<Id, List<Records.Numbered>> numbers, String base) {
    Bundle bundle = new Bundle();
    bundle.setType(BundleType.SEARCHSET).setTotal(hits.size());
    for (Hit hit : hits) {
      BundleEntryComponent entry = DemographicsSearch.entry(hit.record(), numbers, base);
      entry.getSearch().setScore(score(hit.scored())).addExtension(GRADE, new CodeType(grade(hit)));
      bundle.addEntry(entry);
    }
    return bundle;
  }

  /** A probability, of which more than six digits say nothing. */
  private static BigDecimal score(Scored scored) {
    return BigDecimal.valueOf(scored.probability())
        .round(new MathContext(6, RoundingMode.HALF_EVEN));
  }

  /**
   * Certain is what the index would link by itself, probable what people would be asked about where
   * that is likelier than not; possible is the rest.
   */
  private static String grade(Hit hit) {
    if (hit.isCertain()) {
      return "certain";
    }
    boolean asked = hit.scored().outcome() != Explanation.Decision.NONE;
    return asked && hit.scored().score() > 0 ? "probable" : "possible";
  }
}
