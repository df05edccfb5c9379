package org.yima.index.living;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yima.index.matching.weight.Weights;
import org.yima.index.store.Statements;
import org.yima.index.store.WeightsRows;

/**
 * By which weights the index decides at present. It is asked for with every decision, so that no
 * server decides by an older version than another; a version itself never changes.
 */
@ApplicationScoped
public class ActiveWeighing {
  private final WeightsRows rows;
  private final Weighing shipped;
  private final Map<String, Weighing> known = new ConcurrentHashMap<>();

  ActiveWeighing(WeightsRows rows, DefaultsConfig defaults) {
    this.rows = rows;
    shipped = Weighing.shipped().without(defaults.nobodys());
  }

  /** Those that were approved last; those that are shipped when none were. */
  public Uni<Weighing> current(Statements db) {
    return rows.inUse(db)
        .chain(
            version ->
                version
                    .map(v -> named(db, v).map(found -> found.orElse(shipped)))
                    .orElseGet(() -> Uni.createFrom().item(shipped)));
  }

  /** Those of a version, approved or not; the shipped ones too, by their name. */
  public Uni<Optional<Weighing>> named(Statements db, String version) {
    if (version.equals(shipped.weights().version())) {
      return Uni.createFrom().item(Optional.of(shipped));
    }
    Weighing before = known.get(version);
    return before != null
        ? Uni.createFrom().item(Optional.of(before))
        : rows.find(db, version)
            .map(
                found ->
                    found.map(
                        row ->
                            known.computeIfAbsent(
                                version, v -> shipped.with(stored(row.content())))));
  }

  /** Weights of before the schema had all of today's levels: those weigh as the shipped ones do. */
  private Weights stored(String content) {
    return Weights.parse(content).completed(shipped.weights());
  }

  /** Weights that are shipped. */
  public Weighing shipped() {
    return shipped;
  }
}
