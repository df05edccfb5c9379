package org.yima.platform;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run under a lease carries with it: the lease's name, the token under which it was taken
 * and until when it is surely held. {@link Database} asks it before every statement, and proves the
 * token inside every transaction: a run that lost its lease, paused for long and woke again, writes
 * nothing more.
 */
final class Fence {
  private static final String KEY = Fence.class.getName();

  /** A run has outlived its lease; what it was about to do is undone or was never begun. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Lost(String name) {
      super("the lease " + name + " is lost");
    }
  }

  /** Answers one row while the lease has not changed hands, and keeps it so until the commit. */
  static final String PROOF =
      "select token from lease_fence where bucket = $1 and name = $2 and token = $3 for share";

  private final String name;
  private final long token;
  private volatile Instant until;

  Fence(String name, long token, Instant until) {
    this.name = name;
    this.token = token;
    this.until = until;
  }

  /** The fence of the run that the present context belongs to. */
  static Optional<Fence> current() {
    Context context = Vertx.currentContext();
    return context == null || !VertxContext.isDuplicatedContext(context)
        ? Optional.empty()
        : Optional.ofNullable(context.getLocal(KEY));
  }

  /** From here on, the present context's work is fenced. */
  void enter() {
    Vertx.currentContext().putLocal(KEY, this);
  }

  String name() {
    return name;
  }

  Object[] proof() {
    return new Object[] {Bucket.ofKey(name), name, token};
  }

  boolean isOf(long other) {
    return token == other;
  }

  /** Whether the lease is surely held at a later moment too, if nobody renews it. */
  boolean isHeldAt(Instant later) {
    return later.isBefore(until);
  }

  void heldUntil(Instant end) {
    this.until = end;
  }

  void lost() {
    this.until = Instant.MIN;
  }

  /** Fails when the lease may have run out. */
  void mustHold(Instant now) {
    if (!isHeldAt(now)) {
      throw new Lost(name);
    }
  }

  /** Fails when the proof found nothing. */
  void mustHave(int rows) {
    if (rows == 0) {
      lost();
      throw new Lost(name);
    }
  }
}
