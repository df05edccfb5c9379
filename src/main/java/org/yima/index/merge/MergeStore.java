package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerge.Status;
import org.yima.index.store.Statements;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** The rows of merges and what was done to them. */
@ApplicationScoped
public class MergeStore {
  private final Clock clock;

  MergeStore(Clock clock) {
    this.clock = clock;
  }

  /** What people do to a merge. */
  enum Action {
    PROPOSED,
    REFUSED,
    APPROVED,
    UNMERGED,
    REMERGED
  }

  /** One of the things that were done to a merge. */
  record Done(Action action, String actor, String reason, OffsetDateTime at) {}

  /**
   * A proposal; answers the one that is open for the same two persons, whichever of them would go
   * over, if there is one. The persons are held.
   */
  Uni<Id> propose(SqlTx tx, PersonMerge merge) {
    return tx.query(
            """
            update index_merge set match_id = coalesce(match_id, $4)
            where bucket = $1 and source_person = $2 and target_person = $3
              and status = 'PROPOSED'
            returning id
            """,
            merge.target().bucket(),
            merge.target().uuid(),
            merge.source().uuid(),
            merge.match().map(Id::uuid).orElse(null))
        .chain(
            turned ->
                turned.rowCount() > 0
                    ? Uni.createFrom()
                        .item(new Id(IdType.MERGE, turned.iterator().next().getUUID("id")))
                    : insert(tx, merge));
  }

  /** A row of its own; answers the proposal that is open already if there is one. */
  static Uni<Id> insert(SqlTx tx, PersonMerge merge) {
    return tx.query(
            """
            insert into index_merge (bucket, id, source_person, target_person, match_id, status,
                                     proposer, reason, proposed_at, merged_at, kind)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (bucket, source_person, target_person) where status = 'PROPOSED'
              do update set match_id = coalesce(index_merge.match_id, excluded.match_id)
            returning id
            """,
            merge.id().bucket(),
            merge.id().uuid(),
            merge.source().uuid(),
            merge.target().uuid(),
            merge.match().map(Id::uuid).orElse(null),
            merge.status().name(),
            merge.proposer(),
            merge.reason(),
            merge.proposedAt(),
            merge.mergedAt().orElse(null),
            merge.kind().name())
        .map(rows -> new Id(IdType.MERGE, rows.iterator().next().getUUID("id")));
  }

  /** Lets joins that stand hang under another person than before. */
  Uni<Void> hang(SqlTx tx, List<Id> joins, Id person) {
    return tx.batch(
        "update index_merge set target_person = $3 where bucket = $1 and id = $2",
        joins.stream()
            .map(join -> new Object[] {join.bucket(), join.uuid(), person.uuid()})
            .toList());
  }

  /**
   * A parting that is proposed; answers the one that is open for the same records of the same
   * person if there is one. Whoever proposes them at the same time waits for each other.
   *
   * @param records what it names, in order
   */
  Uni<Id> proposePart(SqlTx tx, PersonMerge part, List<Id> records) {
    return tx.query(
            """
            insert into index_merge (bucket, id, kind, source_person, target_person, status,
                                     proposer, reason, proposed_at, named)
            values ($1, $2, 'PART', $3, $4, 'PROPOSED', $5, $6, $7,
                    sha256(convert_to(array_to_string($8::uuid[], ','), 'UTF8')))
            on conflict (bucket, target_person, named) where status = 'PROPOSED'
              do update set named = excluded.named
            returning id
            """,
            part.id().bucket(),
            part.id().uuid(),
            part.source().uuid(),
            part.target().uuid(),
            part.proposer(),
            part.reason(),
            part.proposedAt(),
            records.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(rows -> new Id(IdType.MERGE, rows.iterator().next().getUUID("id")));
  }

  /** Names records that a join has brought, or that a parting is about. */
  Uni<Void> name(SqlTx tx, Id merge, List<Id> records) {
    return tx.batch(
        """
        insert into index_merge_record (bucket, merge_id, record_id) values ($1, $2, $3)
        on conflict do nothing
        """,
        records.stream()
            .map(record -> new Object[] {merge.bucket(), merge.uuid(), record.uuid()})
            .toList());
  }

  /**
   * A record that a parting names, or that has left.
   *
   * @param holder of one that has left, the record of the resident with whom it was certainly one
   */
  public record Named(Id record, Optional<Id> holder) {}

  public Uni<List<Named>> named(Statements db, Id merge) {
    return db.query(
            """
            select record_id, holder_id from index_merge_record
            where bucket = $1 and merge_id = $2 order by record_id
            """,
            merge.bucket(),
            merge.uuid())
        .map(
            rows -> {
              List<Named> named = new ArrayList<>();
              rows.forEach(
                  row ->
                      named.add(
                          new Named(
                              new Id(IdType.RECORD, row.getUUID("record_id")),
                              Optional.ofNullable(row.getUUID("holder_id"))
                                  .map(uuid -> new Id(IdType.RECORD, uuid)))));
              return named;
            });
  }

  /** Lists of what has left at which nobody has looked yet. */
  public Uni<List<PersonMerge>> unlooked(Statements db, int most) {
    return db.query(
            """
            select * from index_merge where status = 'LEFT' and unclear is null
            order by proposed_at limit $1
            """,
            most)
        .map(MergeStore::read);
  }

  /** Remembers how many lots of rows there are of which nothing tells whose they are. */
  public Uni<Void> unclear(SqlTx tx, Id merge, int lots) {
    return tx.write(
            "update index_merge set unclear = $3 where bucket = $1 and id = $2",
            merge.bucket(),
            merge.uuid(),
            lots)
        .replaceWithVoid();
  }

  /** As {@link #unclear}, of a list at which nobody has looked; false where somebody has. */
  public Uni<Boolean> look(SqlTx tx, Id list, int lots) {
    return tx.write(
            """
            update index_merge set unclear = $3
            where bucket = $1 and id = $2 and unclear is null
            """,
            list.bucket(),
            list.uuid(),
            lots)
        .map(looked -> looked == 1);
  }

  /**
   * Forgets a list on which nothing is, unless people have begun to decide on it: then it only is
   * looked at.
   */
  public Uni<Void> forget(SqlTx tx, Id list) {
    return tx.query(
            """
            select 1 from index_merge
            where bucket = $1 and id = $2 and status = 'LEFT' and unclear is null for update
            """,
            list.bucket(),
            list.uuid())
        .chain(
            waits ->
                waits.rowCount() == 0
                    ? Uni.createFrom().voidItem()
                    : history(tx::query, list)
                        .chain(
                            done -> done.isEmpty() ? forgotten(tx, list) : unclear(tx, list, 0)));
  }

  private static Uni<Void> forgotten(SqlTx tx, Id list) {
    return tx.write(
            "delete from index_merge_record where bucket = $1 and merge_id = $2",
            list.bucket(),
            list.uuid())
        .chain(
            () ->
                tx.write(
                    "delete from index_merge where bucket = $1 and id = $2",
                    list.bucket(),
                    list.uuid()))
        .replaceWithVoid();
  }

  public Uni<Optional<PersonMerge>> find(Statements db, Id id) {
    return db.query(
            "select * from index_merge where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(rows -> read(rows).stream().findFirst());
  }

  /** Who has the records of this person; nothing when there was never such a person. */
  public Uni<Optional<Id>> current(Statements db, Id person) {
    return db.query(
            "select 1 from index_person where bucket = $1 and id = $2",
            person.bucket(),
            person.uuid())
        .chain(
            found ->
                found.rowCount() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : Forest.root(db, person).map(Optional::of));
  }

  /** The merge, locked until the transaction ends; {@code not-found} when there is none. */
  Uni<PersonMerge> lock(SqlTx tx, Id id) {
    return tx.query(
            "select * from index_merge where bucket = $1 and id = $2 for update",
            id.bucket(),
            id.uuid())
        .map(
            rows ->
                read(rows).stream().findFirst().orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /**
   * Newest first.
   *
   * @param unclear only those under which rows wait of which nothing tells whose they are
   */
  Uni<List<PersonMerge>> page(
      Statements db, Optional<Status> status, boolean unclear, Optional<Id> before, int limit) {
    return db.query(
            """
            select * from index_merge
            where ($1::uuid is null or id < $1) and ($2::text is null or status = $2)
              and (not $4::bool or unclear > 0)
            order by id desc limit $3
            """,
            before.map(Id::uuid).orElse(null),
            status.map(Status::name).orElse(null),
            limit,
            unclear)
        .map(MergeStore::read);
  }

  /** Those of which rows of other rooms are still on their way. */
  public Uni<List<PersonMerge>> unfinished(Statements db) {
    return db.query(
            "select * from index_merge where status in ('MERGING', 'UNDOING', 'RETURNING') order by proposed_at")
        .map(MergeStore::read);
  }

  /**
   * Moves a merge on; false when it did not stand at {@code from}. One that joins its persons
   * (again) remembers when.
   */
  public Uni<Boolean> move(SqlTx tx, Id id, Status from, Status to) {
    return tx.write(
            """
            update index_merge
            set status = $4,
                merged_at = case when $4 in ('MERGED', 'MERGING') and $3 <> 'MERGING' then $5
                            else merged_at end
            where bucket = $1 and id = $2 and status = $3
            """,
            id.bucket(),
            id.uuid(),
            from.name(),
            to.name(),
            OffsetDateTime.now(clock))
        .map(moved -> moved == 1);
  }

  /** Appends what was done; the merge is locked. */
  Uni<Void> note(SqlTx tx, Id merge, Action action, Caller by, String reason) {
    return tx.write(
            """
            insert into index_merge_step (bucket, merge_id, step, action, actor, reason, at)
            select $1, $2, count(*) + 1, $3, $4, $5, $6 from index_merge_step
            where bucket = $1 and merge_id = $2
            """,
            merge.bucket(),
            merge.uuid(),
            action.name(),
            by.name(),
            reason,
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  Uni<List<Done>> history(Statements db, Id merge) {
    return db.query(
            """
            select action, actor, reason, at from index_merge_step
            where bucket = $1 and merge_id = $2 order by step
            """,
            merge.bucket(),
            merge.uuid())
        .map(
            rows -> {
              List<Done> done = new ArrayList<>();
              rows.forEach(
                  row ->
                      done.add(
                          new Done(
                              Action.valueOf(row.getString("action")),
                              row.getString("actor"),
                              row.getString("reason"),
                              row.getOffsetDateTime("at"))));
              return done;
            });
  }

  private static List<PersonMerge> read(RowSet<Row> rows) {
    List<PersonMerge> merges = new ArrayList<>();
    rows.forEach(row -> merges.add(read(row)));
    return merges;
  }

  private static PersonMerge read(Row row) {
    UUID match = row.getUUID("match_id");
    return new PersonMerge(
        new Id(IdType.MERGE, row.getUUID("id")),
        PersonMerge.Kind.valueOf(row.getString("kind")),
        new Id(IdType.PERSON, row.getUUID("source_person")),
        new Id(IdType.PERSON, row.getUUID("target_person")),
        Optional.ofNullable(match).map(uuid -> new Id(IdType.MATCH, uuid)),
        Status.valueOf(row.getString("status")),
        row.getString("proposer"),
        row.getString("reason"),
        row.getOffsetDateTime("proposed_at"),
        Optional.ofNullable(row.getOffsetDateTime("merged_at")),
        Optional.ofNullable(row.getInteger("unclear")));
  }
}
