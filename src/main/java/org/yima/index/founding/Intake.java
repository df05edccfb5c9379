package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.yima.index.SourceRecord;
import org.yima.index.living.Census;
import org.yima.index.matching.column.Workers;
import org.yima.index.store.Sealed;
import org.yima.platform.Id;
import org.yima.platform.Ids;

/**
 * Takes rows in: cleaned and hashed by the workers a few batches ahead, added to the census in
 * their order. A card that a domain gives twice is taken once, as it stands first.
 */
final class Intake {
  private static final int AHEAD = 4;

  /** What programs put in the place of characters that they could not read. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Sealed sealed;
  private final Ids ids;
  private final OffsetDateTime now;
  private final Census census;
  private final Roll roll;
  private final Waiting waiting;
  private final Executor workers;
  private final Executor adding;
  private final Deque<CompletableFuture<Void>> ahead = new ArrayDeque<>();
  private CompletableFuture<Void> added = CompletableFuture.completedFuture(null);
  private final Map<String, Integer> rejected = new TreeMap<>();
  private final Map<String, Origin> domains = new TreeMap<>();
  private final Hashes seen = new Hashes();
  private final Findings findings;

  /** The first record of each part that waits, and what comes after the last. */
  private final List<Integer> firsts = new ArrayList<>(List.of(0));

  private final Places places = new Places();
  private int documentsDropped;

  /**
   * One that has taken in nothing yet.
   *
   * @param adding who adds batches, one after the other; none of the workers, for whom it waits
   */
  Intake(
      Sealed sealed,
      Ids ids,
      OffsetDateTime now,
      Census census,
      Roll roll,
      Waiting waiting,
      Findings findings,
      Executor workers,
      Executor adding) {
    this.sealed = sealed;
    this.ids = ids;
    this.now = now;
    this.census = census;
    this.roll = roll;
    this.waiting = waiting;
    this.findings = findings;
    this.workers = workers;
    this.adding = adding;
  }

  /** Where a row stands. */
  record Origin(String file, long line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  private record Clean(
      long line,
      String domain,
      boolean documentDropped,
      Census.Prepared prepared,
      byte[] number,
      Id id) {}

  private record Refused(long line, String reason) {}

  private record Cleaned(
      String file, List<Clean> rows, SealedRows sealed, List<Refused> refusals) {}

  /** Neither who cleans waits for who adds nor who reads for either, until a few are ahead. */
  void take(Extracts.Batch batch) {
    CompletableFuture<Cleaned> cleaned = CompletableFuture.supplyAsync(() -> clean(batch), workers);
    added = added.thenCombine(cleaned, (before, rows) -> rows).thenAcceptAsync(this::add, adding);
    ahead.add(added);
    if (ahead.size() > AHEAD) {
      Void unused = ahead.remove().join();
    }
  }

  /** Everything that was taken is in the census. */
  void finish() {
    Void unused = added.join();
  }

  private Cleaned clean(Extracts.Batch batch) {
    Cleaned cleaned =
        new Cleaned(
            batch.file(), new ArrayList<>(), new SealedRows(sealed, ids, now), new ArrayList<>());
    for (CsvRecord row : batch.rows()) {
      Optional<String> refusal = refusal(batch.header(), row);
      if (refusal.isPresent()) {
        cleaned.refusals().add(new Refused(row.getStartingLineNumber(), refusal.get()));
        continue;
      }
      Entry entry = Entry.of(batch.header(), row, now.toLocalDate());
      if (entry.refusal().isPresent()) {
        cleaned.refusals().add(new Refused(row.getStartingLineNumber(), entry.refusal().get()));
        continue;
      }
      SourceRecord source = entry.source();
      byte[] number = sealed.number(source.domain(), source.number());
      cleaned
          .rows()
          .add(
              new Clean(
                  row.getStartingLineNumber(),
                  source.domain(),
                  entry.documentDropped(),
                  census.prepared(source, entry.retired()),
                  number,
                  cleaned.sealed().add(source, number, entry.retired(), entry.patient())));
    }
    return cleaned;
  }

  private static Optional<String> refusal(Header header, CsvRecord row) {
    if (!header.fits(row)) {
      return Optional.of("not as many fields as columns");
    }
    for (String field : row.getFields()) {
      if (field.indexOf(REPLACEMENT) >= 0) {
        return Optional.of("characters were lost before");
      }
    }
    return Optional.empty();
  }

  private void add(Cleaned cleaned) {
    for (Refused refused : cleaned.refusals()) {
      reject(cleaned.file(), refused.line(), refused.reason());
    }
    List<Clean> taken = new ArrayList<>(cleaned.rows().size());
    SealedRows once = cleaned.sealed();
    for (int i = 0; i < cleaned.rows().size(); i++) {
      Clean row = cleaned.rows().get(i);
      if (seen.add(row.number())) {
        if (once != cleaned.sealed()) {
          cleaned.sealed().moveTo(once, i);
        }
        taken.add(row);
        continue;
      }
      reject(cleaned.file(), row.line(), "a card of the domain twice");
      if (once == cleaned.sealed()) {
        once = new SealedRows(sealed, ids, now);
        for (int before = 0; before < i; before++) {
          cleaned.sealed().moveTo(once, before);
        }
      }
    }
    once.waitIn(waiting);
    firsts.add(roll.size() + taken.size());
    taken.forEach(row -> enrol(cleaned.file(), row));
    census.add(taken.stream().map(Clean::prepared).toList(), Workers.on(workers));
  }

  private void enrol(String file, Clean row) {
    roll.add(row.id());
    places.add(file, row.line());
    domains.computeIfAbsent(row.domain(), domain -> new Origin(file, row.line()));
    if (row.documentDropped()) {
      documentsDropped++;
      findings.add(file, row.line(), "taken without its document");
    }
  }

  private void reject(String file, long line, String reason) {
    rejected.merge(reason, 1, Integer::sum);
    findings.add(file, line, reason);
  }

  /** The first record of each part of the rows that wait, and how many records there are. */
  int[] firsts() {
    return firsts.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Names values that seem to stand for nothing.
   *
   * @return how many there are
   */
  int suspect(List<Census.Suspect> suspects) {
    for (Census.Suspect suspect : suspects) {
      findings.add(
          places.file(suspect.place()),
          places.line(suspect.place()),
          "its %s is that of %d records%s"
              .formatted(
                  suspect.column(),
                  suspect.records(),
                  suspect.names() == 0 ? "" : " of %d names".formatted(suspect.names())));
    }
    return suspects.size();
  }

  Map<String, Integer> rejected() {
    return rejected;
  }

  int documentsDropped() {
    return documentsDropped;
  }

  /** The domains of the records, each with the first row that names it. */
  Map<String, Origin> domains() {
    return domains;
  }
}
