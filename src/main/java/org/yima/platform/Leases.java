package org.yima.platform;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Named leases in the database: at most one holder at a time across all servers, measured by the
 * database's clock, free again by themselves when their holder dies. Whenever a lease changes hands
 * its fencing token grows, so that a holder who slept through it can tell.
 */
@ApplicationScoped
public class Leases {
  private final Database database;
  private final Clock clock;
  private final UUID holder;
  private final Map<String, Fence> fences = new ConcurrentHashMap<>();

  public Leases(Database database, Ids ids, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.holder = ids.founding(IdType.CLAIM).uuid();
  }

  /**
   * Takes the lease, or renews it when this server holds it; empty while another does. A renewed
   * lease has the fence that it had, because what an earlier run left under way goes on behind it.
   */
  Uni<Optional<Fence>> take(String name, Duration life) {
    Instant until = clock.instant().plus(life);
    return renewed(name, life)
        .chain(token -> token.isPresent() ? Uni.createFrom().item(token) : seized(name, life))
        .map(token -> token.map(number -> fence(name, number, until)));
  }

  /**
   * As {@link #take}, without a word to the database while this server surely holds the lease for
   * more than two thirds of a life: what runs many times a second writes its lease every few.
   */
  Uni<Optional<Fence>> hold(String name, Duration life) {
    Fence own = fences.get(name);
    return own != null && own.isHeldAt(clock.instant().plus(life.dividedBy(3).multipliedBy(2)))
        ? Uni.createFrom().item(Optional.of(own))
        : take(name, life);
  }

  private Fence fence(String name, long token, Instant until) {
    return fences.compute(
        name,
        (same, before) -> {
          if (before != null && before.isOf(token)) {
            before.heldUntil(until);
            return before;
          }
          return new Fence(name, token, until);
        });
  }

  /** Renews a lease that this server holds, or tells its fence that it is lost. */
  Uni<Void> renew(Fence fence, Duration life) {
    Instant until = clock.instant().plus(life);
    return renewed(fence.name(), life)
        .invoke(
            token -> {
              if (token.filter(fence::isOf).isPresent()) {
                fence.heldUntil(until);
              } else {
                fence.lost();
              }
            })
        .replaceWithVoid();
  }

  private Uni<Optional<Long>> renewed(String name, Duration life) {
    return token(
        """
        update lease l set expires_at = now() + make_interval(secs => $4)
        from lease_fence f
        where l.bucket = $1 and l.name = $2 and l.holder = $3
          and f.bucket = l.bucket and f.name = l.name
        returning f.token
        """,
        name,
        life);
  }

  private Uni<Optional<Long>> seized(String name, Duration life) {
    return token(
        """
        with taken as (
          insert into lease (bucket, name, holder, expires_at)
          values ($1, $2, $3, now() + make_interval(secs => $4))
          on conflict (bucket, name) do update
            set holder = excluded.holder, expires_at = excluded.expires_at
            where lease.expires_at < now()
          returning bucket, name)
        insert into lease_fence (bucket, name, token) select bucket, name, 1 from taken
        on conflict (bucket, name) do update set token = lease_fence.token + 1
        returning token
        """,
        name,
        life);
  }

  private Uni<Optional<Long>> token(String sql, String name, Duration life) {
    return database
        .query(sql, Bucket.ofKey(name), name, holder, life.toMillis() / 1000.0)
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getLong("token")));
  }

  /** Gives back every lease that this server holds, so that another need not wait. */
  Uni<Void> releaseAll() {
    fences.clear();
    return database.query("delete from lease where holder = $1", holder).replaceWithVoid();
  }
}
