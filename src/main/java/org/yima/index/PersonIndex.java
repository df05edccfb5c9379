package org.yima.index;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.yima.index.change.Watch;
import org.yima.index.living.Anew;
import org.yima.index.living.Arrangement;
import org.yima.index.living.Carrying;
import org.yima.index.living.Deciding;
import org.yima.index.living.Keying;
import org.yima.index.store.Block;
import org.yima.index.store.BlockRows;
import org.yima.index.store.Links;
import org.yima.index.store.Locks;
import org.yima.index.store.Placement;
import org.yima.index.store.RecordWriter;
import org.yima.index.store.Records;
import org.yima.index.store.Records.Numbered;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** The face of the index: source records in, persons out. */
@ApplicationScoped
public class PersonIndex {
  /** Years after which nobody has a guardian for being a child. */
  private static final int GROWN = 18;

  private final Database database;
  private final Records records;
  private final RecordWriter writer;
  private final Keying keying;
  private final BlockRows blocks;
  private final Links links;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Watch watch;
  private final Locks locks;
  private final Anew anew;
  private final Ids ids;
  private final Clock clock;

  public PersonIndex(
      Database database,
      Records records,
      RecordWriter writer,
      Keying keying,
      BlockRows blocks,
      Links links,
      Deciding deciding,
      Carrying carrying,
      Watch watch,
      Locks locks,
      Anew anew,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.records = records;
    this.writer = writer;
    this.keying = keying;
    this.blocks = blocks;
    this.links = links;
    this.deciding = deciding;
    this.carrying = carrying;
    this.watch = watch;
    this.locks = locks;
    this.anew = anew;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Puts a record in, or a new version of it, and links it by an equal document. Repeating it
   * changes nothing. Answers the record's id, which stays the same for (domain, number).
   */
  public Uni<Id> put(SqlTx tx, SourceRecord record) {
    return putAll(tx, List.of(record)).map(puts -> puts.get(0).recordId());
  }

  /**
   * As {@link #put}, of a source that says only what changes: what it said before of what few know,
   * such as whose child it is, stays. Who is grown is nobody's child any more.
   */
  public Uni<Id> renew(SqlTx tx, SourceRecord record) {
    return records
        .byNumber(tx::query, record.domain(), record.number())
        .map(
            found ->
                found
                    .map(before -> record.with(stillSo(record, before.source().further())))
                    .orElse(record))
        .chain(known -> put(tx, known));
  }

  private Further stillSo(SourceRecord record, Further before) {
    LocalDate grown = LocalDate.now(clock).minusYears(GROWN);
    return record.birthDate().filter(born -> !born.isAfter(grown)).isPresent()
        ? before.withoutGuardian()
        : before;
  }

  /**
   * Puts a batch in, as {@link #put} would one after the other, in a bounded number of statements.
   *
   * @param batch no (domain, number) twice
   * @return one answer for each record, in order
   */
  public Uni<List<Put>> putAll(SqlTx tx, List<SourceRecord> batch) {
    return putAll(tx, batch, record -> false);
  }

  /**
   * As above, some of them as cards that are out of use: decided on as such, they speak against no
   * other card of their institution.
   */
  public Uni<List<Put>> putAll(
      SqlTx tx, List<SourceRecord> batch, Predicate<SourceRecord> retired) {
    if (batch.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return writer
        .place(tx, batch)
        .map(placed -> placed.stream().map(p -> retiring(p, retired)).toList())
        .chain(
            placed ->
                arrange(tx, placed)
                    .call(arrangement -> carryOut(tx, arrangement))
                    .call(() -> retirePlaced(tx, placed)))
        .map(Arrangement::puts);
  }

  private static Placement retiring(Placement placement, Predicate<SourceRecord> retired) {
    return retired.test(placement.source()) ? placement.retiring() : placement;
  }

  /** Who says nothing new was not decided on as what it becomes now. */
  private Uni<Void> retirePlaced(SqlTx tx, List<Placement> placed) {
    Map<Boolean, List<Id>> byNews =
        placed.stream()
            .filter(Placement::retired)
            .collect(
                Collectors.partitioningBy(
                    Placement::isUnchanged,
                    Collectors.mapping(Placement::recordId, Collectors.toList())));
    return writer
        .setStatus(tx, byNews.get(false), RecordStatus.RETIRED)
        .chain(() -> retire(tx, byNews.get(true)));
  }

  /**
   * What {@link #putAll} would do, without doing it.
   *
   * @param earlier records that would have been put before, at least those with a document of the
   *     batch: two living cards of one institution link by nothing else, so that of those which are
   *     left out only a question may be missing
   */
  public Uni<List<Put>> foresee(SqlTx tx, List<SourceRecord> earlier, List<SourceRecord> batch) {
    return foresee(tx, earlier, batch, record -> false);
  }

  /** As above, some of them as cards that are out of use. */
  public Uni<List<Put>> foresee(
      SqlTx tx,
      List<SourceRecord> earlier,
      List<SourceRecord> batch,
      Predicate<SourceRecord> retired) {
    List<SourceRecord> all = new ArrayList<>(earlier);
    all.addAll(batch);
    return foreseen(tx, all)
        .map(placed -> placed.stream().map(p -> retiring(p, retired)).toList())
        .chain(placed -> deciding.decide(tx::query, false, placed, List.of()))
        .map(arrangement -> arrangement.puts().subList(earlier.size(), all.size()));
  }

  private Uni<List<Placement>> foreseen(SqlTx tx, List<SourceRecord> all) {
    return records
        .byNumbers(tx::query, all)
        .map(
            there ->
                all.stream()
                    .map(r -> foreseen(r, Optional.ofNullable(there.get(r.number()))))
                    .toList());
  }

  private Placement foreseen(SourceRecord record, Optional<IndexRecord> there) {
    return there
        .map(
            t ->
                new Placement(
                    record,
                    t.id(),
                    t.personId(),
                    1,
                    1,
                    Optional.of(
                        new Placement.Before(t.source(), t.status(), Set.of(), t.certainGroup()))))
        .orElseGet(
            () ->
                new Placement(
                    record,
                    ids.founding(IdType.RECORD),
                    ids.founding(IdType.PERSON),
                    0,
                    0,
                    Optional.empty()));
  }

  private Uni<Arrangement> arrange(SqlTx tx, List<Placement> placed) {
    return enterBlocks(tx, placed)
        .chain(() -> anew.linked(tx, placed))
        .chain(
            known -> deciding.decide(tx::query, true, placed, changed(placed), List.of(), known));
  }

  private static List<Placement> changed(List<Placement> placed) {
    return placed.stream().filter(p -> !p.isUnchanged()).toList();
  }

  /**
   * Lets records stand in the blocks of what they say now. Whoever puts a record that has something
   * in common with one of these waits, also where it is only taken back: the record that had it is
   * about to leave.
   */
  private Uni<Void> enterBlocks(SqlTx tx, List<Placement> placed) {
    List<Placement> changed = changed(placed);
    List<List<Block>> wanted = keying.of(changed.stream().map(Placement::source).toList());
    return blocks.change(
        tx,
        IntStream.range(0, changed.size())
            .mapToObj(i -> changed.get(i).toBlocks(wanted.get(i)))
            .toList());
  }

  private Uni<Void> carryOut(SqlTx tx, Arrangement arrangement) {
    List<Placement> written = new ArrayList<>(arrangement.fresh());
    written.addAll(arrangement.changed());
    return writer
        .appendVersions(tx, written)
        .chain(() -> writer.update(tx, arrangement.changed()))
        .chain(() -> carrying.out(tx, arrangement));
  }

  /** The record of a number; empty when there is none or it was taken back. */
  public Uni<Optional<IndexRecord>> find(String domain, String number) {
    return records
        .byNumber(database::query, domain, number)
        .map(found -> found.filter(r -> r.status() != RecordStatus.WITHDRAWN));
  }

  public Uni<Optional<IndexRecord>> get(Id recordId) {
    return records.byId(database::query, recordId);
  }

  /**
   * Every record that carries this document, of whatever person; empty for a bad number. Of a
   * dummy, which thousands give, only some.
   */
  public Uni<List<IndexRecord>> ofDocument(String idType, String idNumber) {
    return DocumentKey.of(idType, idNumber)
        .map(key -> records.ofDocuments(database::query, List.of(key)))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  /**
   * As {@link #ofDocument}, as one domain knows them: its own records, and those that one of its
   * patient numbers hangs on. Whether another domain knows the document makes no difference to the
   * work that is done.
   */
  public Uni<List<IndexRecord>> ofDocumentIn(String domain, String idType, String idNumber) {
    return DocumentKey.of(idType, idNumber)
        .map(key -> records.ofDocumentIn(database::query, domain, key))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  /**
   * Every record that is certainly of the person of this one, itself included: linked by an equal
   * document or by people. Those that a score links are not among them, see {@link #linked}.
   */
  public Uni<List<IndexRecord>> samePerson(Id recordId) {
    return linked(recordId)
        .map(
            all ->
                all.stream()
                    .filter(r -> r.id().equals(recordId))
                    .findFirst()
                    .map(own -> all.stream().filter(r -> isCertain(own, r)).toList())
                    .orElse(List.of()));
  }

  private static boolean isCertain(IndexRecord one, IndexRecord other) {
    return one.certain().equals(other.certain());
  }

  /**
   * Every record of the person that this record is linked to, by score too. That is for whoever
   * looks after the index and for clinicians: it is no right, and nobody's app is shown it.
   */
  public Uni<List<IndexRecord>> linked(Id recordId) {
    return get(recordId)
        .chain(
            record ->
                record
                    .map(r -> records.ofPerson(database::query, r.personId()))
                    .orElseGet(() -> Uni.createFrom().item(List.of())));
  }

  /**
   * Whether two records are certainly one person's, not by score alone, within a transaction that
   * has just put one of them.
   */
  public Uni<Boolean> areOne(SqlTx tx, Id one, Id other) {
    return records
        .byIds(tx::query, List.of(one, other))
        .map(
            found ->
                found.size() == 2
                    && found.stream().map(IndexRecord::certain).distinct().count() == 1);
  }

  /** The card with this number in a hospital's domain; a retired one still answers. */
  public Uni<Optional<IndexRecord>> byVisitCard(String domain, String number) {
    return find(domain, number);
  }

  /**
   * The visit cards of whoever has proved this document: records with an equal document that are
   * linked to a record whose document was verified. A card under the same number with a
   * contradicting owner is not among them.
   */
  public Uni<List<VisitCard>> visitCards(String idType, String idNumber) {
    return ofDocument(idType, idNumber).chain(this::cardsOfProven);
  }

  private Uni<List<VisitCard>> cardsOfProven(List<IndexRecord> sameDocument) {
    Set<Certain> proven =
        sameDocument.stream()
            .filter(IndexRecord::documentVerified)
            .map(IndexRecord::certain)
            .collect(Collectors.toSet());
    List<IndexRecord> cards =
        sameDocument.stream()
            .filter(r -> proven.contains(r.certain()))
            .filter(r -> !r.domain().equals(SourceRecord.YIMA))
            .toList();
    return records
        .patientNumbers(database::query, cards.stream().map(IndexRecord::id).toList())
        .map(numbers -> cards.stream().map(card -> card(card, numbers)).toList());
  }

  private static VisitCard card(IndexRecord record, List<Numbered> numbers) {
    return new VisitCard(
        record.id(),
        record.domain(),
        record.number(),
        numbers.stream()
            .filter(n -> n.recordId().equals(record.id()))
            .map(Numbered::patientId)
            .toList(),
        record.status());
  }

  /**
   * The patient numbers under which a domain knows the person of this record for certain: a number
   * that hangs on a record which only a score links is not among them.
   */
  public Uni<List<String>> patientIds(Id recordId, String domain) {
    return records
        .patientNumbersOfPerson(database::query, domain, recordId)
        .map(numbers -> numbers.stream().map(Numbered::patientId).distinct().toList());
  }

  /** The records that a domain's patient number hangs on; of more than one person when it errs. */
  public Uni<List<IndexRecord>> byPatient(String domain, String patientId) {
    return records.ofPatient(database::query, domain, patientId);
  }

  /** Hangs an institution's own patient number on a record; repeating it changes nothing. */
  public Uni<Void> addPatient(SqlTx tx, String domain, String patientId, Id recordId) {
    return addPatients(tx, List.of(new PatientNumber(recordId, domain, patientId)));
  }

  /**
   * As {@link #addPatient}, unless the number hangs on a record of somebody else already: then it
   * answers false and changes nothing. Two that claim one number wait for each other.
   */
  public Uni<Boolean> claimPatient(SqlTx tx, String domain, String patientId, Id recordId) {
    return writer
        .lockPatient(tx, domain, patientId)
        .chain(() -> records.byIds(tx::query, List.of(recordId)))
        .map(own -> own.stream().map(IndexRecord::certain).collect(Collectors.toSet()))
        .chain(
            persons ->
                records
                    .ofPatient(tx::query, domain, patientId)
                    .map(
                        holders ->
                            holders.stream().map(IndexRecord::certain).allMatch(persons::contains)))
        .call(
            free ->
                free ? addPatient(tx, domain, patientId, recordId) : Uni.createFrom().voidItem());
  }

  /** As {@link #addPatient}, for many. */
  public Uni<Void> addPatients(SqlTx tx, List<PatientNumber> numbers) {
    return writer.addPatients(tx, numbers);
  }

  /**
   * Retires the cards of these records; they still resolve to their owner. What spoke against a
   * link because both were living cards does so no more.
   */
  public Uni<Void> retire(SqlTx tx, Collection<Id> recordIds) {
    return locks
        .records(tx, recordIds)
        .map(
            found ->
                found.stream()
                    .filter(record -> record.status() != RecordStatus.RETIRED)
                    .map(IndexRecord::id)
                    .toList())
        .call(living -> writer.setStatus(tx, living, RecordStatus.RETIRED))
        .chain(living -> anew.barred(tx, living));
  }

  /**
   * Takes records back as if their source had never given them: each leaves its person by an
   * appended step and is found no more. Its rows stay.
   */
  public Uni<Void> withdraw(SqlTx tx, Collection<Id> recordIds, String actor) {
    return locks
        .records(tx, recordIds)
        .chain(found -> withdrawn(tx, found, actor))
        .chain(() -> writer.setStatus(tx, recordIds, RecordStatus.WITHDRAWN));
  }

  private Uni<Void> withdrawn(SqlTx tx, List<IndexRecord> found, String actor) {
    Map<Id, Id> alone = new HashMap<>();
    found.forEach(r -> alone.put(r.id(), ids.founding(IdType.PERSON)));
    return records
        .steps(tx::query, idsOf(found))
        .map(
            steps ->
                found.stream()
                    .map(
                        r ->
                            new Links.Move(
                                r.id(),
                                Optional.of(r.personId()),
                                alone.get(r.id()),
                                steps.get(r.id()),
                                Links.Reason.ROLLED_BACK))
                    .toList())
        .call(moves -> writer.leaveBlocks(tx, found))
        .call(moves -> locks.persons(tx, found))
        .call(moves -> links.found(tx, List.copyOf(alone.values())))
        .chain(
            moves ->
                watch.over(
                    tx,
                    found.stream().map(IndexRecord::personId).collect(Collectors.toSet()),
                    Set.of(),
                    actor,
                    seen -> links.move(tx, moves, actor).chain(() -> regroup(tx, found, seen))));
  }

  /** Whoever was one person only by way of these is so no more. */
  private Uni<Void> regroup(SqlTx tx, List<IndexRecord> gone, Watch.Seen seen) {
    return carrying
        .cut(tx, idsOf(gone))
        .chain(left -> deciding.decide(tx::query, true, List.of(), left))
        .chain(arrangement -> carrying.within(tx, arrangement, seen));
  }

  private static List<Id> idsOf(List<IndexRecord> found) {
    return found.stream().map(IndexRecord::id).toList();
  }
}
