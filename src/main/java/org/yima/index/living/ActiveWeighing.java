package org.yima.index.living;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yima.index.matching.weight.Frequencies;
import org.yima.index.matching.weight.Weights;
import org.yima.index.store.EngineRows;
import org.yima.index.store.Statements;
import org.yima.index.store.WeightsRows;
import org.yima.platform.BlindIndex;

/**
 * By which weights the index decides at present. It is asked for with every decision, so that no
 * server decides by an older version than another; a version itself never changes.
 */
@ApplicationScoped
public class ActiveWeighing {
  private static final String PURPOSE = "index-nobodys";

  private final WeightsRows rows;
  private final EngineRows engines;
  private final Weighing shipped;
  private final Map<String, Weighing> known = new ConcurrentHashMap<>();
  private final Map<String, Frequencies.Taken> counts = new ConcurrentHashMap<>();

  ActiveWeighing(WeightsRows rows, EngineRows engines, DefaultsConfig defaults, BlindIndex index) {
    this.rows = rows;
    this.engines = engines;
    shipped = shipped(defaults.nobodys(), index);
  }

  private static Weighing shipped(Nobodys nobodys, BlindIndex index) {
    Weighing all = Weighing.shipped();
    return nobodys.equals(Nobodys.NONE)
        ? all
        : all.without(nobodys).by(all.engine().with(index.of(PURPOSE, nobodys.listed())));
  }

  /**
   * Those that were approved last; those that are shipped when none were, or when what was approved
   * is what is shipped, be it by another release.
   */
  public Uni<Weighing> current(Statements db) {
    return rows.inUse(db)
        .chain(
            inUse ->
                inUse
                    .filter(approved -> !approved.followsRelease())
                    .map(pinned -> named(db, pinned.version()).map(found -> found.orElse(shipped)))
                    .orElseGet(() -> Uni.createFrom().item(shipped)));
  }

  /** Whether the weights of each release come into use with it. */
  public Uni<Boolean> followsRelease(Statements db) {
    return rows.inUse(db).map(inUse -> inUse.map(WeightsRows.InUse::followsRelease).orElse(true));
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

  /**
   * The same as a link was weighed that names an engine: by the frequencies of that time, where
   * they are known. Its rules and its normalising are those of today.
   *
   * @param engine empty where the link is of a time that named none
   */
  public Uni<Weighing> asOf(Statements db, Weighing weighing, Optional<String> engine) {
    return engine
        .filter(id -> !id.equals(weighing.engine().id()))
        .map(id -> engines.frequencies(db, id).chain(version -> counting(db, weighing, version)))
        .orElseGet(() -> Uni.createFrom().item(weighing));
  }

  private Uni<Weighing> counting(Statements db, Weighing weighing, Optional<String> version) {
    String today = weighing.engine().frequencies();
    if (version.filter(v -> !v.equals(today)).isEmpty()) {
      return Uni.createFrom().item(weighing);
    }
    String then = version.get();
    Frequencies.Taken before = counts.get(then);
    return before != null
        ? Uni.createFrom().item(weighing.counting(before))
        : engines
            .content(db, then)
            .map(
                found ->
                    found
                        .map(
                            text ->
                                counts.computeIfAbsent(then, v -> Frequencies.Taken.parse(text)))
                        .map(weighing::counting)
                        .orElse(weighing));
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
