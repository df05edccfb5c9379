package org.yima.platform;

import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;

/**
 * Marks what runs inside a transaction, in the context that Mutiny hands from each subscriber to
 * what it waits for. Whoever holds one connection and asks for a second may wait for itself: a pool
 * full of such work never goes on. And whoever calls a gateway holds locks for as long as that
 * takes. Neither shows before there is load, so it is refused always.
 */
final class Inside {
  private static final String KEY = "yima.transaction";

  private Inside() {}

  /**
   * The work of a transaction, in a context of its own: what runs beside it or after it, for the
   * same subscriber, is not inside.
   */
  static <T> Uni<T> marked(Uni<T> work) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                emitter.onTermination(
                    work.subscribe().with(Context.of(KEY, true), emitter::complete, emitter::fail)
                        ::cancel));
  }

  /** What fails, unbegun, when it is asked for inside a transaction. */
  static <T> Uni<T> refused(String what, Uni<T> work) {
    return work.withContext(
        (uni, context) ->
            context.contains(KEY)
                ? Uni.createFrom().failure(new IllegalStateException(what + " in a transaction"))
                : uni);
  }
}
