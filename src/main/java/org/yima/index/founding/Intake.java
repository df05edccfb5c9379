package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.yima.index.living.Census;
import org.yima.index.matching.column.Workers;
import org.yima.index.store.Sealed;

/**
 * Takes rows in: cleaned and hashed by the workers a few batches ahead, added to the census in
 * their order. A card that a domain gives twice is taken once, as it stands first.
 */
final class Intake {
  private static final int AHEAD = 8;

  /** What programs put in the place of characters that they could not read. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Sealed sealed;
  private final Census census;
  private final Roll roll;
  private final Executor workers;
  private final Deque<CompletableFuture<Cleaned>> ahead = new ArrayDeque<>();
  private final Map<String, Integer> rejected = new TreeMap<>();
  private final Map<String, Origin> domains = new TreeMap<>();
  private final Hashes seen = new Hashes();
  private final Findings findings;
  private int documentsDropped;

  Intake(Sealed sealed, Census census, Roll roll, Findings findings, Executor workers) {
    this.sealed = sealed;
    this.census = census;
    this.roll = roll;
    this.findings = findings;
    this.workers = workers;
  }

  /** Where a row stands. */
  record Origin(String file, long line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  private record Clean(long line, Entry entry, Census.Prepared prepared, byte[] number) {}

  private record Refused(long line, String reason) {}

  private record Cleaned(String file, List<Clean> rows, List<Refused> refusals) {}

  void take(Extracts.Batch batch) {
    ahead.add(CompletableFuture.supplyAsync(() -> clean(batch), workers));
    if (ahead.size() > AHEAD) {
      add(ahead.remove().join());
    }
  }

  /** Everything that was taken is in the census. */
  void finish() {
    while (!ahead.isEmpty()) {
      add(ahead.remove().join());
    }
  }

  private Cleaned clean(Extracts.Batch batch) {
    Cleaned cleaned = new Cleaned(batch.file(), new ArrayList<>(), new ArrayList<>());
    for (CsvRecord row : batch.rows()) {
      Optional<String> refusal = refusal(batch.header(), row);
      if (refusal.isPresent()) {
        cleaned.refusals().add(new Refused(row.getStartingLineNumber(), refusal.get()));
        continue;
      }
      Entry entry = Entry.of(batch.header(), row);
      cleaned
          .rows()
          .add(
              new Clean(
                  row.getStartingLineNumber(),
                  entry,
                  new Census.Prepared(entry.source(), entry.retired()),
                  sealed.number(entry.source().domain(), entry.source().number())));
    }
    return cleaned;
  }

  private static Optional<String> refusal(Header header, CsvRecord row) {
    if (!header.fits(row)) {
      return Optional.of("not as many fields as columns");
    }
    boolean lost = row.getFields().stream().anyMatch(field -> field.indexOf(REPLACEMENT) >= 0);
    return lost ? Optional.of("characters were lost before") : Entry.refusal(header, row);
  }

  private void add(Cleaned cleaned) {
    for (Refused refused : cleaned.refusals()) {
      reject(cleaned.file(), refused.line(), refused.reason());
    }
    List<Census.Prepared> prepared = new ArrayList<>();
    for (Clean row : cleaned.rows()) {
      if (!seen.add(row.number())) {
        reject(cleaned.file(), row.line(), "a card of the domain twice");
        continue;
      }
      prepared.add(row.prepared());
      roll.add(row.number(), row.entry().retired(), row.entry().patient());
      domains.computeIfAbsent(
          row.entry().source().domain(), domain -> new Origin(cleaned.file(), row.line()));
      if (row.entry().documentDropped()) {
        documentsDropped++;
        findings.add(cleaned.file(), row.line(), "taken without its document");
      }
    }
    census.add(prepared, Workers.on(workers));
  }

  private void reject(String file, long line, String reason) {
    rejected.merge(reason, 1, Integer::sum);
    findings.add(file, line, reason);
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
