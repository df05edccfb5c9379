package org.yima.gateway;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * What is known after a call to a gateway.
 *
 * <p>Only {@link Succeeded} and {@link Declined} are final, and an adapter answers them only for an
 * explicit, verified answer. {@link Pending} asks to be queried again. {@link Unknown} says that
 * the effect may or may not have happened: whoever asked has to query by the same id until one of
 * the other three is known, and never guesses.
 *
 * <p>For a <em>query</em>, all four speak about the question, not about the order asked for: a
 * declined query says nothing about the money.
 *
 * @param <T> what a success carries
 */
public sealed interface Outcome<T> {

  /** The gateway did what was asked and said so in a verified answer. */
  record Succeeded<T>(T value) implements Outcome<T> {
    public Succeeded {
      requireNonNull(value, "value");
    }
  }

  /** The gateway took the call; the result is not there yet. */
  record Pending<T>(NextAction nextAction) implements Outcome<T> {
    public Pending {
      requireNonNull(nextAction, "nextAction");
    }
  }

  /**
   * The gateway refused, and nothing moved. A refusal that is not known to mean that is none: it is
   * {@link Unknown}, or {@link Pending} where the gateway knows the thing and has yet to end it.
   *
   * @param code the gateway's own code, letters, digits and {@code ._-} only, so that it can be
   *     logged; free text of a gateway is never carried, it may name a person
   */
  record Declined<T>(DeclineReason reason, String code) implements Outcome<T> {
    public Declined {
      requireNonNull(reason, "reason");
      code = GatewayCode.safe(code);
    }

    /** Whether the same call, with the same id, may succeed later without anybody's doing. */
    public boolean retryable() {
      return reason.retryable();
    }
  }

  /** Nobody can say whether the call had its effect. */
  record Unknown<T>(UnknownCause cause) implements Outcome<T> {
    public Unknown {
      requireNonNull(cause, "cause");
    }
  }

  static <T> Outcome<T> succeeded(T value) {
    return new Succeeded<>(value);
  }

  static <T> Outcome<T> pending(NextAction nextAction) {
    return new Pending<>(nextAction);
  }

  /** Pending without anything for the payer to do. */
  static <T> Outcome<T> stillRunning() {
    return new Pending<>(NextAction.none());
  }

  static <T> Outcome<T> declined(DeclineReason reason, String code) {
    return new Declined<>(reason, code);
  }

  static <T> Outcome<T> unknown(UnknownCause cause) {
    return new Unknown<>(cause);
  }

  /** The one branch over all four cases. */
  default <R> R fold(
      Function<? super Succeeded<T>, ? extends R> succeeded,
      Function<? super Pending<T>, ? extends R> pending,
      Function<? super Declined<T>, ? extends R> declined,
      Function<? super Unknown<T>, ? extends R> unknown) {
    if (this instanceof Succeeded<T> s) {
      return succeeded.apply(s);
    }
    if (this instanceof Pending<T> p) {
      return pending.apply(p);
    }
    if (this instanceof Declined<T> d) {
      return declined.apply(d);
    }
    return unknown.apply((Unknown<T>) this);
  }

  /** Continues with the value of a success; the other three pass unchanged. */
  default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
    return fold(
        s -> next.apply(s.value()),
        p -> new Pending<>(p.nextAction()),
        d -> new Declined<>(d.reason(), d.code()),
        u -> new Unknown<>(u.cause()));
  }

  /**
   * Of a query that a command rests on: that the query was refused says nothing of what the command
   * did, or did before, so it leaves that unknown.
   */
  default Outcome<T> sure() {
    return this instanceof Declined<T> ? new Unknown<>(UnknownCause.SERVER_ERROR) : this;
  }

  default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
    return then(value -> new Succeeded<>(change.apply(value)));
  }

  /** The value of a success, for callers that treat the other three alike. */
  default Optional<T> toOptional() {
    return fold(
        s -> Optional.of(s.value()),
        p -> Optional.empty(),
        d -> Optional.empty(),
        u -> Optional.empty());
  }

  /** True for {@link Succeeded} and {@link Declined}. */
  default boolean isFinal() {
    return fold(s -> true, p -> false, d -> true, u -> false);
  }
}
