package org.yima.migration.handover;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.yima.migration.MigrationProblem;
import org.yima.migration.files.Files;
import org.yima.migration.plan.Migration;
import org.yima.migration.plan.MigrationStatus;
import org.yima.migration.plan.MigrationStore;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Sha256;
import org.yima.platform.SqlTx;

/**
 * Takes files in, whole or in parts. A whole file that is there already, and a later part whose
 * bytes are, change nothing; the first of several parts begins the file anew, also when it is sent
 * again.
 */
@ApplicationScoped
class Uploads {
  private final Database database;
  private final MigrationStore store;
  private final Files files;

  Uploads(Database database, MigrationStore store, Files files) {
    this.database = database;
    this.store = store;
    this.files = files;
  }

  /**
   * A body that has arrived.
   *
   * @param whole what the whole file must hash to
   * @param part what the body must hash to
   */
  record Body(
      String name,
      ContentRange range,
      byte[] bytes,
      Optional<byte[]> whole,
      Optional<byte[]> part) {
    byte[] sha256() {
      return Sha256.of(bytes);
    }
  }

  /** Stores the body and answers the file as far as it has arrived. */
  Uni<Files.Stored> take(Id migration, Body body) {
    if (body.part().filter(p -> !MessageDigest.isEqual(p, body.sha256())).isPresent()) {
      return Uni.createFrom().failure(MigrationProblem.DIGEST_MISMATCH::problem);
    }
    return Uni.createFrom()
        .item(() -> files.seal(migration, body.range().first(), body.bytes()))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(chunks -> database.tx(tx -> stored(tx, migration, body, chunks)));
  }

  private Uni<Files.Stored> stored(SqlTx tx, Id migration, Body body, List<Files.Chunk> chunks) {
    return store
        .lock(tx, migration)
        .chain(found -> files.all(tx, migration).chain(all -> place(tx, found, all, body, chunks)))
        .chain(() -> files.all(tx, migration))
        .map(all -> file(all, body.name()).orElseThrow());
  }

  private static Optional<Files.Stored> file(List<Files.Stored> all, String name) {
    return all.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  private Uni<Void> place(
      SqlTx tx, Migration migration, List<Files.Stored> all, Body body, List<Files.Chunk> chunks) {
    Optional<Files.Stored> before = file(all, body.name());
    if (isThere(before, body)) {
      return same(tx, migration, before.get(), body);
    }
    migration.mustAllow(MigrationStatus.Command.UPLOAD);
    boolean follows =
        before.isPresent()
            && !before.get().isComplete()
            && before.get().size() == body.range().first()
            && before.get().total() == body.range().total();
    if (!body.range().isFirst() && !follows) {
      return Uni.createFrom().failure(MigrationProblem.PART_OUT_OF_ORDER::problem);
    }
    Uni<Void> begun =
        body.range().isFirst()
            ? files.begin(tx, migration.id(), body.name(), body.range().total())
            : Uni.createFrom().voidItem();
    return begun
        .chain(() -> files.append(tx, migration.id(), body.name(), chunks))
        .chain(() -> body.range().isLast() ? finish(tx, migration, body) : open(tx, migration));
  }

  /** What comes again must be what came before: the bytes, and the digest of the whole. */
  private Uni<Void> same(SqlTx tx, Migration migration, Files.Stored before, Body body) {
    boolean otherWhole =
        before
            .sha256()
            .flatMap(stored -> body.whole().filter(w -> !MessageDigest.isEqual(w, stored)))
            .isPresent();
    if (otherWhole) {
      return Uni.createFrom().failure(MigrationProblem.DIGEST_MISMATCH::problem);
    }
    return files
        .holds(tx, migration.id(), body.name(), body.range().first(), body.bytes())
        .invoke(
            held -> {
              if (!held) {
                throw MigrationProblem.PART_DIFFERS.problem();
              }
            })
        .replaceWithVoid();
  }

  /** Whether this place has been filled: by this whole file, or by a part before the end. */
  private static boolean isThere(Optional<Files.Stored> before, Body body) {
    if (before.isEmpty() || before.get().total() != body.range().total()) {
      return false;
    }
    boolean wholeFile = body.range().isFirst() && body.range().isLast();
    return wholeFile
        ? before.get().sha256().filter(s -> MessageDigest.isEqual(s, body.sha256())).isPresent()
        : !body.range().isFirst() && body.range().last() < before.get().size();
  }

  private Uni<Void> finish(SqlTx tx, Migration migration, Body body) {
    return files
        .digest(tx, migration.id(), List.of(body.name()))
        .invoke(
            sha256 -> {
              if (body.whole().filter(w -> !MessageDigest.isEqual(w, sha256)).isPresent()) {
                throw MigrationProblem.DIGEST_MISMATCH.problem();
              }
            })
        .chain(sha256 -> files.complete(tx, migration.id(), body.name(), sha256))
        .chain(() -> files.all(tx, migration.id()))
        .chain(
            all ->
                all.stream().allMatch(Files.Stored::isComplete)
                    ? store.setStatus(tx, migration.id(), MigrationStatus.Command.UPLOAD.leadsTo())
                    : open(tx, migration));
  }

  /** While parts are missing there is nothing to be read, and nothing that was read counts. */
  private Uni<Void> open(SqlTx tx, Migration migration) {
    return store.setStatus(tx, migration.id(), MigrationStatus.DRAFT);
  }
}
