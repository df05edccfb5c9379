package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * Who is certainly whom when people merge two persons: whoever is certain in the one, with whoever
 * is certain in the other. Records that a score had brought into either stay likely, as they were,
 * also when the merge is taken back.
 */
final class Certainty {
  private Certainty() {}

  private record Part(UUID group, long proven, long records) {}

  /** Follows moves that are carried out already, of whole persons into others. */
  static Uni<Void> merged(SqlTx tx, List<Links.Move> moves) {
    Map<Id, List<Links.Move>> into = new HashMap<>();
    moves.stream()
        .filter(move -> move.reason() == Links.Reason.MERGED && move.from().isPresent())
        .forEach(move -> into.computeIfAbsent(move.to(), to -> new ArrayList<>()).add(move));
    Uni<Void> done = Uni.createFrom().voidItem();
    for (Map.Entry<Id, List<Links.Move>> person : into.entrySet()) {
      done = done.chain(() -> merged(tx, person.getKey(), person.getValue()));
    }
    return done;
  }

  private static Uni<Void> merged(SqlTx tx, Id to, List<Links.Move> moves) {
    return tx.query(
            """
            select r.id, r.certain_id, r.document_verified from index_person_record m
            join index_record r on r.id = m.record_id and r.bucket =
              (((get_byte(uuid_send(m.record_id), 6) & 15) << 8)
                | get_byte(uuid_send(m.record_id), 7))
            where m.bucket = $1 and m.person_id = $2
            """,
            to.bucket(),
            to.uuid())
        .chain(rows -> join(tx, to, moves, Records.stream(rows)));
  }

  private static Uni<Void> join(SqlTx tx, Id to, List<Links.Move> moves, List<Row> members) {
    Map<UUID, Id> from = new HashMap<>();
    moves.forEach(move -> from.put(move.recordId().uuid(), move.from().orElseThrow()));
    List<Row> came = members.stream().filter(r -> from.containsKey(r.getUUID("id"))).toList();
    List<Row> stood = members.stream().filter(r -> !from.containsKey(r.getUUID("id"))).toList();
    Map<UUID, UUID> groups = new HashMap<>();
    came.forEach(r -> groups.put(r.getUUID("id"), group(r, from.get(r.getUUID("id")))));
    stood.forEach(r -> groups.put(r.getUUID("id"), group(r, to)));
    UUID stays = core(stood, groups);
    UUID comes = core(came, groups);
    return tx.batch(
        "update index_record set certain_id = $3 where bucket = $1 and id = $2",
        moves.stream()
            .map(Links.Move::recordId)
            .filter(id -> groups.containsKey(id.uuid()))
            .sorted()
            .map(
                id -> {
                  UUID own = groups.get(id.uuid());
                  UUID now = own.equals(comes) && stays != null ? stays : own;
                  return new Object[] {id.bucket(), id.uuid(), now};
                })
            .toList());
  }

  private static UUID group(Row row, Id person) {
    UUID group = row.getUUID("certain_id");
    return group == null ? person.uuid() : group;
  }

  /** The group of a person that stands for it: one with a proven document, else the largest. */
  private static UUID core(List<Row> records, Map<UUID, UUID> groups) {
    Map<UUID, Part> parts = new HashMap<>();
    for (Row row : records) {
      UUID group = groups.get(row.getUUID("id"));
      parts.merge(
          group,
          new Part(group, row.getBoolean("document_verified") ? 1 : 0, 1),
          (a, b) -> new Part(group, a.proven() + b.proven(), a.records() + b.records()));
    }
    return parts.values().stream()
        .max(
            Comparator.comparingLong(Part::proven)
                .thenComparingLong(Part::records)
                .thenComparing(Part::group))
        .map(Part::group)
        .orElse(null);
  }
}
