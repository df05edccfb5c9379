package org.yima.index.founding;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.yima.index.living.Arrangement;
import org.yima.index.living.Census;
import org.yima.index.matching.column.Workers;
import org.yima.index.store.Barred;
import org.yima.index.store.Doubts;
import org.yima.index.store.Edge;
import org.yima.index.store.LinkScores;
import org.yima.index.store.Links;
import org.yima.index.store.Placement;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** What became of every record, by its place, and the rows that follow from that alone. */
final class Persons {
  private static final int PART = 1 << 12;

  private final Census census;
  private final Roll roll;
  private final Ids ids;
  private final Doubts doubts;
  private final OffsetDateTime now;
  private final Id[] person;
  private final UUID[] certain;
  private final Links.Reason[] reason;
  private final LinkScores.Score[] score;
  private final List<CopyRows> founded = new ArrayList<>();
  private final List<CopyRows> edges = new ArrayList<>();
  private final List<CopyRows> barred = new ArrayList<>();
  private final List<CopyRows> asked = new ArrayList<>();
  private final AtomicInteger persons = new AtomicInteger();
  private final AtomicLong links = new AtomicLong();
  private final AtomicLong questions = new AtomicLong();

  Persons(Census census, Roll roll, Ids ids, Doubts doubts, OffsetDateTime now) {
    this.census = census;
    this.roll = roll;
    this.ids = ids;
    this.doubts = doubts;
    this.now = now;
    person = new Id[roll.size()];
    certain = new UUID[roll.size()];
    reason = new Links.Reason[roll.size()];
    score = new LinkScores.Score[roll.size()];
  }

  /** Rows that one task has made. */
  private static final class Made {
    private final CopyRows founded = new CopyRows();
    private final CopyRows edges = new CopyRows();
    private final CopyRows barred = new CopyRows();
    private final CopyRows asked = new CopyRows();
  }

  void settle(Census.Settling settling, Workers workers) {
    List<Supplier<Made>> tasks = new ArrayList<>();
    int[] alone = settling.alone();
    for (int from = 0; from < alone.length; from += PART) {
      int first = from;
      int end = Math.min(alone.length, from + PART);
      tasks.add(() -> found(alone, first, end));
    }
    for (int from = 0; from < settling.groups(); from += PART) {
      int first = from;
      int end = Math.min(settling.groups(), from + PART);
      tasks.add(() -> settle(settling, first, end));
    }
    for (Made made : workers.all(tasks)) {
      founded.add(made.founded);
      edges.add(made.edges);
      barred.add(made.barred);
      asked.add(made.asked);
    }
  }

  private Made found(int[] alone, int from, int to) {
    Made made = new Made();
    for (int i = from; i < to; i++) {
      int place = alone[i];
      person[place] = ids.founding(IdType.PERSON);
      certain[place] = roll.uuid(place);
      reason[place] = Links.Reason.NEW;
      founded(made, person[place]);
    }
    persons.addAndGet(to - from);
    return made;
  }

  private void founded(Made made, Id founded) {
    made.founded.row(3).int4(founded.bucket()).uuid(founded.uuid()).time(now);
  }

  private Made settle(Census.Settling settling, int from, int to) {
    Made made = new Made();
    for (int group = from; group < to; group++) {
      int[] members = settling.members(group);
      List<Placement> batch = new ArrayList<>(members.length);
      for (int place : members) {
        batch.add(
            new Placement(
                census.record(place),
                roll.id(place),
                ids.founding(IdType.PERSON),
                1,
                0,
                Optional.empty()));
      }
      keep(made, members, settling.settle(group, batch, () -> ids.founding(IdType.PERSON)));
    }
    return made;
  }

  private void keep(Made made, int[] members, Arrangement arrangement) {
    for (int i = 0; i < members.length; i++) {
      Links.Move move = arrangement.moves().get(i);
      Map<Id, UUID> groups = arrangement.certain();
      person[members[i]] = move.to();
      reason[members[i]] = move.reason();
      certain[members[i]] = groups.get(move.recordId());
    }
    int next = 0;
    for (LinkScores.Score of : arrangement.scores()) {
      while (!roll.id(members[next]).equals(of.recordId())) {
        next++;
      }
      score[members[next]] = of;
    }
    arrangement.founded().forEach(founded -> founded(made, founded));
    for (Edge edge : arrangement.found()) {
      edge(made.edges, edge.one(), edge.other(), edge);
      edge(made.edges, edge.other(), edge.one(), edge);
    }
    for (Barred pair : arrangement.barred()) {
      barred(made.barred, pair.one(), pair.other());
      barred(made.barred, pair.other(), pair.one());
    }
    for (Doubts.Weighed doubt : arrangement.doubts()) {
      asked(made.asked, doubts.row(doubt, now));
    }
    persons.addAndGet(arrangement.founded().size());
    links.addAndGet(arrangement.found().size());
    questions.addAndGet(arrangement.doubts().size());
  }

  private static void edge(CopyRows rows, Id at, Id other, Edge edge) {
    rows.row(6)
        .int4(at.bucket())
        .uuid(at.uuid())
        .uuid(other.uuid())
        .bool(edge.byDocument())
        .int4(edge.score())
        .text(edge.weights());
  }

  private static void barred(CopyRows rows, Id at, Id other) {
    rows.row(3).int4(at.bucket()).uuid(at.uuid()).uuid(other.uuid());
  }

  /** The columns of {@link Doubts#row}, and the state in which a doubt begins. */
  private static void asked(CopyRows rows, Object[] row) {
    rows.row(13)
        .int4((Integer) row[0])
        .uuid((UUID) row[1])
        .uuid((UUID) row[2])
        .uuid((UUID) row[3])
        .text((String) row[4])
        .text((String) row[5])
        .text("OPEN")
        .int4(0)
        .time((OffsetDateTime) row[6])
        .text((String) row[7])
        .int4OrNull((Integer) row[8])
        .text((String) row[9])
        .text((String) row[10]);
  }

  Id person(int place) {
    return person[place];
  }

  UUID certain(int place) {
    return certain[place];
  }

  Links.Reason reason(int place) {
    return reason[place];
  }

  /** By what evidence the record came to its person; empty when by none. */
  Optional<LinkScores.Score> score(int place) {
    return Optional.ofNullable(score[place]);
  }

  List<CopyRows> founded() {
    return founded;
  }

  List<CopyRows> edges() {
    return edges;
  }

  List<CopyRows> barred() {
    return barred;
  }

  List<CopyRows> asked() {
    return asked;
  }

  int persons() {
    return persons.get();
  }

  long links() {
    return links.get();
  }

  long questions() {
    return questions.get();
  }
}
