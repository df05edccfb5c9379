package org.yima.index.fhir;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.yima.index.Certain;
import org.yima.index.IndexRecord;
import org.yima.index.store.Looks;
import org.yima.index.store.Records;
import org.yima.platform.Id;

/**
 * PIXm, Mobile Patient Identifier Cross-reference Query (ITI-83). A hospital asks from its own
 * numbers; what it is told are identifiers, never demographics of another domain.
 */
@ApplicationScoped
class CrossReference {
  private static final String LOOK = "patient.cross-referenced";

  private final Directory directory;
  private final Looks looks;

  CrossReference(Directory directory, Looks looks) {
    this.directory = directory;
    this.looks = looks;
  }

  /**
   * The other identifiers of whom an identifier names.
   *
   * @param targets the only systems that are wanted; empty for all
   */
  Uni<Parameters> query(Viewer viewer, String source, List<String> targets) {
    Token token = Token.of(source == null ? "" : source);
    if (token.system().isEmpty() || token.value().isEmpty()) {
      throw new FhirRefusal(400, IssueType.REQUIRED, "sourceIdentifier is wanted as system|value");
    }
    IdentifierSystem asked = own(viewer, token);
    return mustKnow(asked, CrossReference::unknownSource)
        .chain(() -> mustKnowTargets(targets))
        .chain(() -> directory.byIdentifier(viewer, asked, token.value().orElseThrow()))
        .chain(
            named ->
                refusal(asked, named)
                    .map(refused -> this.<List<IndexRecord>>lookedInVain(viewer, refused))
                    .orElseGet(() -> directory.ofPersons(named).map(all -> certain(named, all))))
        .call(person -> looks.asked(viewer.caller(), LOOK, person))
        .chain(
            person ->
                directory
                    .numbers(person)
                    .map(numbers -> answer(viewer, new Known(person, numbers), token, targets)));
  }

  /** An identifier of somebody else's domain is not the caller's to ask from. */
  private static IdentifierSystem own(Viewer viewer, Token token) {
    return IdentifierSystem.of(token.system().orElseThrow())
        .filter(system -> system.ofDomain().map(viewer::sees).orElse(viewer.domain().isEmpty()))
        .orElseThrow(CrossReference::unknownSource);
  }

  private Uni<Void> mustKnow(IdentifierSystem system, Supplier<FhirRefusal> otherwise) {
    return system
        .ofDomain()
        .map(
            domain ->
                directory
                    .isDomain(domain)
                    .invoke(
                        known -> {
                          if (!known) {
                            throw otherwise.get();
                          }
                        })
                    .replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> mustKnowTargets(List<String> targets) {
    return Multi.createFrom()
        .iterable(targets)
        .onItem()
        .transformToUniAndConcatenate(
            uri ->
                mustKnow(
                    IdentifierSystem.of(uri).orElseThrow(CrossReference::unknownTarget),
                    CrossReference::unknownTarget))
        .onItem()
        .ignoreAsUni();
  }

  private static FhirRefusal unknownSource() {
    return new FhirRefusal(
        400, IssueType.CODEINVALID, "sourceIdentifier Assigning Authority not found");
  }

  private static FhirRefusal unknownTarget() {
    return new FhirRefusal(403, IssueType.CODEINVALID, "targetSystem not found");
  }

  /**
   * Why nobody is named. A hospital that has given one number to two is not answered with the
   * numbers of both, and a score alone does not make the two one; an operator who asks for a person
   * is told of all that it is.
   */
  private static Optional<FhirRefusal> refusal(IdentifierSystem asked, List<IndexRecord> named) {
    if (named.isEmpty()) {
      return Optional.of(
          new FhirRefusal(
              404, IssueType.NOTFOUND, "sourceIdentifier Patient Identifier not found"));
    }
    Function<IndexRecord, ?> who =
        asked.ofDomain().isPresent() ? IndexRecord::certain : IndexRecord::personId;
    return named.stream().map(who).distinct().count() > 1
        ? Optional.of(
            new FhirRefusal(
                409, IssueType.MULTIPLEMATCHES, "sourceIdentifier names more than one person"))
        : Optional.empty();
  }

  private <T> Uni<T> lookedInVain(Viewer viewer, FhirRefusal refused) {
    return looks
        .asked(viewer.caller(), LOOK, List.of())
        .chain(() -> Uni.createFrom().failure(refused));
  }

  /** A link by score gives no number away. */
  private static List<IndexRecord> certain(List<IndexRecord> named, List<IndexRecord> person) {
    Set<Certain> groups = named.stream().map(IndexRecord::certain).collect(Collectors.toSet());
    return person.stream().filter(record -> groups.contains(record.certain())).toList();
  }

  /** A person's records with the patient numbers that hang on them. */
  private record Known(List<IndexRecord> records, Map<Id, List<Records.Numbered>> numbers) {}

  private static Parameters answer(Viewer viewer, Known known, Token asked, List<String> targets) {
    Parameters answer = new Parameters();
    Map<String, String[]> identifiers = new TreeMap<>();
    for (IndexRecord record : known.records()) {
      add(identifiers, IdentifierSystem.DOMAIN + record.domain(), record.number());
      known
          .numbers()
          .getOrDefault(record.id(), List.of())
          .forEach(n -> add(identifiers, IdentifierSystem.PATIENT + n.domain(), n.patientId()));
      add(identifiers, IdentifierSystem.PERSON, record.personId().toString());
    }
    identifiers.values().stream()
        .filter(i -> targets.isEmpty() || targets.contains(i[0]))
        .filter(
            i ->
                !(i[0].equals(asked.system().orElseThrow())
                    && i[1].equals(asked.value().orElseThrow())))
        .forEach(
            i ->
                answer
                    .addParameter()
                    .setName("targetIdentifier")
                    .setValue(Patients.identifier(i[0], i[1])));
    known.records().stream()
        .filter(viewer::sees)
        .filter(r -> targets.isEmpty() || targets.contains(IdentifierSystem.DOMAIN + r.domain()))
        .forEach(
            r ->
                answer
                    .addParameter()
                    .setName("targetId")
                    .setValue(new Reference("Patient/" + r.id())));
    return answer;
  }

  private static void add(Map<String, String[]> identifiers, String system, String value) {
    identifiers.put(system + '|' + value, new String[] {system, value});
  }
}
