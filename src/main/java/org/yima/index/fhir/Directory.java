package org.yima.index.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.index.living.Keying;
import org.yima.index.store.Block;
import org.yima.index.store.Neighbours;
import org.yima.index.store.Records;
import org.yima.institution.Institutions;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;

/** Finds records by what identifies them. */
@ApplicationScoped
class Directory {
  /** Blocks of whole names, by what is heard or written of them. */
  private static final Pattern OF_NAMES = Pattern.compile("sound|former name");

  /** Blocks of a whole address or guardian, of which a search may give a part. */
  private static final Pattern OF_PARTS = Pattern.compile("place|area|guardian");

  private final Database database;
  private final Records records;
  private final Keying keying;
  private final Neighbours neighbours;
  private final Institutions institutions;

  Directory(
      Database database,
      Records records,
      Keying keying,
      Neighbours neighbours,
      Institutions institutions) {
    this.database = database;
    this.records = records;
    this.keying = keying;
    this.neighbours = neighbours;
    this.institutions = institutions;
  }

  /** What the caller sees; a hospital without a domain sees nothing. */
  Uni<Viewer> viewer(Caller caller) {
    return caller.role() == Role.OPERATOR
        ? Uni.createFrom().item(new Viewer(caller, Optional.empty()))
        : institutions
            .get(caller.ownInstitution())
            .map(own -> new Viewer(caller, Optional.of(own.domain().orElse(""))));
  }

  /** Whether somebody assigns numbers there. */
  Uni<Boolean> isDomain(String domain) {
    return domain.equals(SourceRecord.YIMA)
        ? Uni.createFrom().item(true)
        : institutions.ofDomain(domain).map(Optional::isPresent);
  }

  /**
   * The records that an identifier names; of a document, for who has a domain, those that the
   * domain knows, so that nobody learns by the time it takes who else knows it.
   */
  Uni<List<IndexRecord>> byIdentifier(Viewer viewer, IdentifierSystem system, String value) {
    if (system instanceof IdentifierSystem.Numbers numbers) {
      return records
          .byNumber(database::query, numbers.domain(), value)
          .map(found -> found.filter(r -> r.status() != RecordStatus.WITHDRAWN).stream().toList());
    }
    if (system instanceof IdentifierSystem.PatientNumbers numbers) {
      return records.ofPatient(database::query, numbers.domain(), value);
    }
    if (system instanceof IdentifierSystem.Documents documents) {
      return DocumentKey.of(documents.type(), value)
          .map(
              key ->
                  viewer
                      .domain()
                      .map(own -> records.ofDocumentIn(database::query, own, key))
                      .orElseGet(() -> records.ofDocuments(database::query, List.of(key))))
          .orElseGet(Directory::nobody);
    }
    return Id.parse(IdType.PERSON, value)
        .map(person -> records.ofPerson(database::query, person))
        .orElseGet(Directory::nobody);
  }

  private static Uni<List<IndexRecord>> nobody() {
    return Uni.createFrom().item(List.of());
  }

  /**
   * The records that have something in common with a description, in which people are looked for;
   * nothing at all when it says too little to look anywhere. Where so many have it in common that
   * nobody is looked for among them, that is said: an empty answer would say that there is nobody.
   * Who has a domain is found its own among them, however many others there are.
   *
   * @param whole whether its name is somebody's, and not a surname alone
   */
  Uni<Optional<List<IndexRecord>>> like(Viewer viewer, SourceRecord described, boolean whole) {
    List<Block> wanted =
        keying.of(List.of(described)).get(0).stream()
            .filter(block -> whole || !OF_NAMES.matcher(block.name()).find())
            .toList();
    return wanted.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : viewer
            .domain()
            .map(own -> neighbours.in(database::query, wanted, own))
            .orElseGet(() -> neighbours.in(database::query, wanted))
            .chain(near -> near.opened(found -> Optional.of(open(wanted, found))));
  }

  /**
   * Whoever fits stands in each of the blocks of whole values, so one of them that was looked into
   * is enough. In those of what may be asked for by a part need nobody stand who fits.
   */
  private static List<IndexRecord> open(List<Block> wanted, Neighbours.Found found) {
    boolean all =
        wanted.stream()
            .filter(block -> !OF_PARTS.matcher(block.name()).find())
            .anyMatch(block -> !found.full().contains(block.key()));
    if (!all && wanted.stream().map(Block::key).anyMatch(found.full()::contains)) {
      throw new FhirRefusal(
          400,
          IssueType.TOOCOSTLY,
          "too many people have all of this in common: ask by identifier, or give a telecom too");
    }
    return found.records();
  }

  Uni<List<IndexRecord>> byIds(Collection<Id> ids) {
    return records.byIds(database::query, ids);
  }

  /** Every record of the persons of these. */
  Uni<List<IndexRecord>> ofPersons(List<IndexRecord> some) {
    return some.isEmpty() ? nobody() : records.ofPersons(database::query, some);
  }

  /** The records that a domain has of these persons. */
  Uni<List<IndexRecord>> ofPersonsIn(String domain, Collection<Id> persons) {
    return records.ofPersonsIn(database::query, domain, persons);
  }

  /** The patient numbers that hang on each record. */
  Uni<Map<Id, List<Records.Numbered>>> numbers(List<IndexRecord> of) {
    return of.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : records
            .patientNumbers(database::query, of.stream().map(IndexRecord::id).toList())
            .map(
                numbers ->
                    numbers.stream().collect(Collectors.groupingBy(Records.Numbered::recordId)));
  }
}
