package org.yima.index.weights;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yima.index.IndexProblem;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.living.Weighing;
import org.yima.index.matching.weight.Weights;
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.WeightsRows;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * How a version of the weights comes into use: two people, a back-test, and nothing is ever
 * changed. A version that was in use can be gone back to. Whoever goes back to what is shipped goes
 * back to whatever each release ships, as before anything was approved.
 */
@ApplicationScoped
class Versions {
  private static final int MOST = 200;

  private final Database database;
  private final WeightsRows rows;
  private final ReevaluationRows reevaluations;
  private final ActiveWeighing weighing;
  private final WeightsConfig config;

  Versions(
      Database database,
      WeightsRows rows,
      ReevaluationRows reevaluations,
      ActiveWeighing weighing,
      WeightsConfig config) {
    this.database = database;
    this.rows = rows;
    this.reevaluations = reevaluations;
    this.weighing = weighing;
    this.config = config;
  }

  /** All versions, the newest first, those that releases shipped among them. */
  Uni<List<WeightsRows.Version>> all() {
    return rows.all(database::query, MOST);
  }

  /** Every time that each of these was switched on, the last first. */
  Uni<Map<String, List<WeightsRows.Approval>>> approvals(List<WeightsRows.Version> versions) {
    return rows.approvals(
            database::query, versions.stream().map(WeightsRows.Version::version).toList())
        .map(all -> all.stream().collect(Collectors.groupingBy(WeightsRows.Approval::version)));
  }

  /** Whether the weights of each release come into use with it. */
  Uni<Boolean> followsRelease() {
    return weighing.followsRelease(database::query);
  }

  /** The name of the version that is in use. */
  Uni<String> inUse() {
    return weighing.current(database::query).map(current -> current.weights().version());
  }

  /** How far what is stored has been weighed anew, under the version that came into use last. */
  Uni<Optional<ReevaluationRows.Reevaluation>> reevaluation() {
    return reevaluations.newest(database::query);
  }

  /** Which records a version has moved. */
  Uni<List<ReevaluationRows.Moved>> moves(String version, Optional<Id> after, int limit) {
    return reevaluations.moved(database::query, version, after, limit);
  }

  /** Keeps weights under the version that they name. */
  Uni<WeightsRows.Version> propose(Caller by, String content, String reason) {
    String version = parsed(content).version();
    return database
        .tx(
            tx ->
                rows.propose(tx, version, content, by.self().toString(), reason)
                    .invoke(
                        fresh -> {
                          if (!fresh) {
                            throw IndexProblem.WEIGHTS_TAKEN.problem();
                          }
                        })
                    .chain(() -> tx.audit(entry(by, "weights.proposed", version))))
        .chain(() -> rows.find(database::query, version))
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  private Weights parsed(String content) {
    Weighing shipped = weighing.shipped();
    try {
      Weights weights = Weights.parse(content);
      if (weights.version().isBlank() || weights.version().length() > 100) {
        throw IndexProblem.WEIGHTS_INVALID.problem();
      }
      shipped.with(weights).mustFit();
      weights.mustAddUp();
      if (weights.version().equals(shipped.weights().version())) {
        throw IndexProblem.WEIGHTS_TAKEN.problem();
      }
      return weights;
    } catch (IllegalArgumentException none) {
      throw IndexProblem.WEIGHTS_INVALID.problem();
    }
  }

  /**
   * Switches a version on: from now on every decision is made by it, and a job weighs anew what is
   * stored.
   *
   * @param untried whether it is to be though no back-test of enough pairs has ended, which the
   *     audit tells
   */
  Uni<WeightsRows.Version> approve(Caller by, String version, boolean untried) {
    return database
        .tx(
            tx ->
                known(tx, version)
                    .call(found -> mustWaitFor(tx, by, found))
                    .chain(found -> tried(tx, found, untried))
                    .chain(tried -> approve(tx, by, version, tried)))
        .chain(() -> rows.find(database::query, version))
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** The row, locked; those that are shipped have one from when they are gone back to. */
  private Uni<WeightsRows.Version> known(SqlTx tx, String version) {
    Weights shipped = weighing.shipped().weights();
    return rows.lock(tx, version)
        .chain(
            found ->
                found.isPresent() || !version.equals(shipped.version())
                    ? Uni.createFrom().item(found)
                    : rows.keepShipped(tx, shipped).chain(() -> rows.lock(tx, version)))
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** How it was tried: by use, by a back-test, or not at all. */
  private Uni<String> tried(SqlTx tx, WeightsRows.Version version, boolean untried) {
    if (version.approvedAt().isPresent() || version.proposedBy().equals(WeightsRows.RELEASE)) {
      return Uni.createFrom().item("used");
    }
    return weighing
        .current(tx::query)
        .chain(
            inUse ->
                rows.isTested(
                    tx::query,
                    version.version(),
                    inUse.weights().version(),
                    inUse.engine().id(),
                    config.leastPairs()))
        .map(
            tested -> {
              if (!tested && !untried) {
                throw IndexProblem.WEIGHTS_UNTRIED.problem();
              }
              return tested ? "tested" : "untried";
            });
  }

  private Uni<Void> approve(SqlTx tx, Caller by, String version, String tried) {
    boolean followsRelease = version.equals(weighing.shipped().weights().version());
    return rows.approve(tx, version, by.self().toString(), tried, followsRelease)
        .chain(
            () ->
                tx.audit(
                    entry(by, "weights.approved", version)
                        .with("tried", tried)
                        .with("followsRelease", followsRelease)));
  }

  private Uni<Void> mustWaitFor(SqlTx tx, Caller by, WeightsRows.Version version) {
    return weighing
        .current(tx::query)
        .invoke(inUse -> mustWaitFor(by, version, inUse.weights().version()))
        .replaceWithVoid();
  }

  private static void mustWaitFor(Caller by, WeightsRows.Version version, String inUse) {
    if (version.version().equals(inUse)) {
      throw IndexProblem.WEIGHTS_APPROVED.problem();
    }
    if (version.proposedBy().equals(by.self().toString())) {
      throw IndexProblem.WEIGHTS_SECOND_PERSON.problem();
    }
  }

  private static AuditEntry entry(Caller by, String what, String version) {
    return AuditEntry.of(by, what, by.self()).with("version", version);
  }
}
