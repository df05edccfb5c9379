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

  private final Sealed sealed;
  private final Census census;
  private final Roll roll;
  private final Executor workers;
  private final Deque<CompletableFuture<Cleaned>> ahead = new ArrayDeque<>();
  private final Map<String, Integer> rejected = new TreeMap<>();
  private final Hashes seen = new Hashes();
  private int documentsDropped;

  Intake(Sealed sealed, Census census, Roll roll, Executor workers) {
    this.sealed = sealed;
    this.census = census;
    this.roll = roll;
    this.workers = workers;
  }

  private record Clean(Entry entry, Census.Prepared prepared, byte[] number) {}

  private record Cleaned(List<Clean> rows, List<String> refusals) {}

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
    Cleaned cleaned = new Cleaned(new ArrayList<>(), new ArrayList<>());
    for (CsvRecord row : batch.rows()) {
      Optional<String> refusal = Entry.refusal(batch.header(), row);
      if (refusal.isPresent()) {
        cleaned.refusals().add(refusal.get());
        continue;
      }
      Entry entry = Entry.of(batch.header(), row);
      cleaned
          .rows()
          .add(
              new Clean(
                  entry,
                  new Census.Prepared(entry.source(), entry.retired()),
                  sealed.number(entry.source().domain(), entry.source().number())));
    }
    return cleaned;
  }

  private void add(Cleaned cleaned) {
    cleaned.refusals().forEach(this::reject);
    List<Census.Prepared> prepared = new ArrayList<>();
    for (Clean row : cleaned.rows()) {
      if (!seen.add(row.number())) {
        reject("a card of the domain twice");
        continue;
      }
      prepared.add(row.prepared());
      roll.add(row.number(), row.entry().retired(), row.entry().patient());
      documentsDropped += row.entry().documentDropped() ? 1 : 0;
    }
    census.add(prepared, Workers.on(workers));
  }

  private void reject(String reason) {
    rejected.merge(reason, 1, Integer::sum);
  }

  Map<String, Integer> rejected() {
    return rejected;
  }

  int documentsDropped() {
    return documentsDropped;
  }
}
