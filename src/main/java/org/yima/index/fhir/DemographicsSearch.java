package org.yima.index.fhir;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.yima.healthcard.identity.IdType;
import org.yima.index.IndexRecord;
import org.yima.index.store.Looks;
import org.yima.index.store.Records;
import org.yima.platform.Id;

/** PDQm, Mobile Patient Demographics Query (ITI-78): search, its pages, and the read of one. */
@ApplicationScoped
class DemographicsSearch {
  private static final String PAGES = "_getpages";
  private static final String SEARCH = "patient.searched";

  private final Directory directory;
  private final PersonPatients persons;
  private final PageToken tokens;
  private final Looks looks;

  DemographicsSearch(Directory directory, PersonPatients persons, PageToken tokens, Looks looks) {
    this.directory = directory;
    this.persons = persons;
    this.tokens = tokens;
    this.looks = looks;
  }

  /**
   * A page of what was asked for.
   *
   * @param base the address of the FHIR doors, before the links
   */
  Uni<Bundle> search(Viewer viewer, MultivaluedMap<String, String> asked, String base) {
    MultivaluedMap<String, String> parameters =
        asked.containsKey(PAGES) ? tokens.open(asked.getFirst(PAGES)) : copy(asked);
    Optional<Id> after =
        Optional.ofNullable(parameters.remove(PageToken.AFTER))
            .flatMap(values -> Id.parse(org.yima.platform.IdType.RECORD, values.get(0)));
    SearchQuery query = SearchQuery.of(parameters);
    return mustKnow(query)
        .chain(() -> found(viewer, query))
        .onFailure(FhirRefusal.class)
        .call(() -> looks.asked(viewer.caller(), SEARCH, List.of()))
        .map(found -> page(found, query, after))
        .chain(page -> bundle(viewer, page, parameters, base))
        .chain(
            found ->
                query.persons()
                    ? included(viewer, found.page().records(), found.bundle(), base)
                    : Uni.createFrom().item(found.bundle()))
        .invoke(bundle -> only(query.systems(), bundle));
  }

  /** ITI-78, case 2: identifiers of other domains than the wanted ones are left out. */
  private static void only(Set<String> systems, Bundle bundle) {
    if (!systems.isEmpty()) {
      bundle.getEntry().stream()
          .map(entry -> (Patient) entry.getResource())
          .forEach(
              patient -> patient.getIdentifier().removeIf(i -> !systems.contains(i.getSystem())));
    }
  }

  /** A page as it is answered. */
  private record Answer(Page page, Bundle bundle) {}

  /** Puts the best views of the persons of these records beside what was found. */
  Uni<Bundle> included(Viewer viewer, List<IndexRecord> found, Bundle bundle, String base) {
    return persons
        .of(viewer, found)
        .call(shown -> looks.at(viewer.caller(), "patient.composed", shown.records()))
        .map(
            shown -> {
              for (Patient patient : shown.patients()) {
                bundle
                    .addEntry()
                    .setFullUrl(base + "/Patient/" + patient.getIdElement().getIdPart())
                    .setResource(patient)
                    .getSearch()
                    .setMode(SearchEntryMode.INCLUDE);
              }
              return bundle;
            });
  }

  private static MultivaluedMap<String, String> copy(MultivaluedMap<String, String> asked) {
    MultivaluedMap<String, String> copy = new MultivaluedHashMap<>();
    copy.putAll(asked);
    copy.remove(PageToken.AFTER);
    return copy;
  }

  /** Every domain that is named exists. */
  private Uni<Void> mustKnow(SearchQuery query) {
    return Multi.createFrom()
        .iterable(query.domains())
        .onItem()
        .transformToUniAndConcatenate(directory::isDomain)
        .collect()
        .asList()
        .invoke(
            known -> {
              if (known.contains(false)) {
                throw SearchQuery.unknownDomain();
              }
            })
        .replaceWithVoid();
  }

  private Uni<List<IndexRecord>> found(Viewer viewer, SearchQuery query) {
    return looked(viewer, query)
        .map(
            records ->
                records.stream()
                    .filter(viewer::sees)
                    .filter(query::fits)
                    .sorted(Comparator.comparing(IndexRecord::id))
                    .toList());
  }

  /** By the most telling of what is given; what is left filters. */
  private Uni<List<IndexRecord>> looked(Viewer viewer, SearchQuery query) {
    if (!query.identifiers().isEmpty()) {
      return identified(viewer, query.identifiers());
    }
    if (query.ids().isPresent()) {
      return directory.byIds(
          query.ids().get().stream()
              .flatMap(id -> Id.parse(org.yima.platform.IdType.RECORD, id).stream())
              .toList());
    }
    return Multi.createFrom()
        .iterable(query.described())
        .onItem()
        .transformToUniAndConcatenate(
            described -> directory.like(viewer, described, query.namesSomebody()))
        .collect()
        .asList()
        .map(
            all -> {
              if (all.stream().allMatch(Optional::isEmpty)) {
                throw new FhirRefusal(400, IssueType.TOOCOSTLY, Capabilities.LOOKED_FOR_BY);
              }
              return all.stream()
                  .flatMap(Optional::stream)
                  .flatMap(List::stream)
                  .distinct()
                  .toList();
            });
  }

  /** Records that every identifier parameter names. */
  private Uni<List<IndexRecord>> identified(Viewer viewer, List<List<Token>> all) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(alternatives -> anyOf(viewer, alternatives))
        .collect()
        .asList()
        .map(
            lists -> {
              List<IndexRecord> common = new ArrayList<>(lists.get(0));
              lists.forEach(common::retainAll);
              return common;
            });
  }

  private Uni<List<IndexRecord>> anyOf(Viewer viewer, List<Token> alternatives) {
    return Multi.createFrom()
        .iterable(alternatives)
        .onItem()
        .transformToUniAndConcatenate(token -> named(viewer, token))
        .collect()
        .asList()
        .map(lists -> lists.stream().flatMap(List::stream).distinct().toList());
  }

  private Uni<List<IndexRecord>> named(Viewer viewer, Token token) {
    String value = token.value().orElse("");
    List<IdentifierSystem> systems =
        token
            .system()
            .map(
                uri ->
                    IdentifierSystem.of(uri).map(List::of).orElseThrow(SearchQuery::unknownDomain))
            .orElseGet(() -> anySystem(viewer));
    return Multi.createFrom()
        .iterable(systems)
        .onItem()
        .transformToUniAndConcatenate(system -> known(viewer, system, value))
        .collect()
        .asList()
        .map(lists -> lists.stream().flatMap(List::stream).distinct().toList());
  }

  private Uni<List<IndexRecord>> known(Viewer viewer, IdentifierSystem system, String value) {
    return system
        .ofDomain()
        .map(
            domain ->
                directory
                    .isDomain(domain)
                    .chain(
                        known ->
                            known
                                ? directory.byIdentifier(viewer, system, value)
                                : Uni.createFrom()
                                    .<List<IndexRecord>>failure(SearchQuery.unknownDomain())))
        .orElseGet(() -> directory.byIdentifier(viewer, system, value));
  }

  /** A value alone: a document of any type, or a number of the caller's own domain. */
  private static List<IdentifierSystem> anySystem(Viewer viewer) {
    List<IdentifierSystem> systems = new ArrayList<>();
    for (IdType type : IdType.values()) {
      if (type != IdType.NONE) {
        systems.add(new IdentifierSystem.Documents(type));
      }
    }
    viewer
        .domain()
        .ifPresent(
            own -> {
              systems.add(new IdentifierSystem.Numbers(own));
              systems.add(new IdentifierSystem.PatientNumbers(own));
            });
    return systems;
  }

  /**
   * One page.
   *
   * @param last the last record of this page when there is another
   */
  private record Page(List<IndexRecord> records, int total, Optional<Id> last) {}

  private static Page page(List<IndexRecord> found, SearchQuery query, Optional<Id> after) {
    List<IndexRecord> left =
        found.stream()
            .filter(r -> after.map(place -> r.id().compareTo(place) > 0).orElse(true))
            .toList();
    List<IndexRecord> shown = left.subList(0, Math.min(query.count(), left.size()));
    return new Page(
        shown,
        found.size(),
        left.size() > shown.size()
            ? Optional.of(shown.get(shown.size() - 1).id())
            : Optional.empty());
  }

  private Uni<Answer> bundle(
      Viewer viewer, Page page, MultivaluedMap<String, String> parameters, String base) {
    return looks
        .asked(viewer.caller(), SEARCH, page.records())
        .chain(() -> directory.numbers(page.records()))
        .map(
            numbers -> {
              Bundle bundle = new Bundle();
              bundle.setType(BundleType.SEARCHSET).setTotal(page.total());
              bundle.addLink().setRelation("self").setUrl(base + "/Patient");
              page.last()
                  .ifPresent(
                      last ->
                          bundle
                              .addLink()
                              .setRelation("next")
                              .setUrl(
                                  base + "/Patient?" + PAGES + "=" + tokens.of(parameters, last)));
              page.records().forEach(r -> bundle.addEntry(entry(r, numbers, base)));
              return new Answer(page, bundle);
            });
  }

  static BundleEntryComponent entry(
      IndexRecord record, Map<Id, List<Records.Numbered>> numbers, String base) {
    BundleEntryComponent entry = new BundleEntryComponent();
    entry
        .setFullUrl(base + "/Patient/" + record.id())
        .setResource(Patients.of(record, numbers.getOrDefault(record.id(), List.of())));
    entry.getSearch().setMode(SearchEntryMode.MATCH);
    return entry;
  }

  /** One Patient; one that the caller may not see is not there. */
  Uni<Patient> read(Viewer viewer, String id) {
    return PersonPatients.isPerson(id) ? readPerson(viewer, id) : readRecord(viewer, id);
  }

  private Uni<Patient> readPerson(Viewer viewer, String id) {
    return persons
        .read(viewer, id)
        .call(shown -> looks.at(viewer.caller(), "patient.composed", shown.records()))
        .map(shown -> shown.patients().get(0));
  }

  private Uni<Patient> readRecord(Viewer viewer, String id) {
    return directory
        .byIds(Id.parse(org.yima.platform.IdType.RECORD, id).stream().toList())
        .map(
            found ->
                found.stream()
                    .filter(viewer::sees)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new FhirRefusal(
                                404, IssueType.NOTFOUND, "there is no such Patient here")))
        .call(record -> looks.at(viewer.caller(), "patient.read", List.of(record)))
        .chain(
            record ->
                directory
                    .numbers(List.of(record))
                    .map(
                        numbers ->
                            Patients.of(record, numbers.getOrDefault(record.id(), List.of()))));
  }
}
