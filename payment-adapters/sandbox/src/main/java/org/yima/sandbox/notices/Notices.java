package org.yima.sandbox.notices;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.Fault;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.jobs.Jobs;

/**
 * The notifications of one gateway. One is put beside the change that it tells of, in the same
 * commit; it is posted afterwards and again on the plan until it is acknowledged.
 */
public final class Notices {
  private final String channel;
  private final Plan plan;
  private final Post post;
  private final Books books;
  private final Jobs jobs;
  private final Faults faults;
  private final Clock clock;
  private final CallLog log;

  /** Posts what was kept of a notification in the gateway's own envelope. */
  public interface Post {
    /** Whether it was acknowledged; {@code forged} asks for a signature that must not verify. */
    boolean acknowledged(String url, String payload, boolean forged);
  }

  /**
   * When a gateway tries again.
   *
   * @param name of this plan, its own in the whole sandbox
   * @param waits after each attempt that failed, in seconds
   * @param factor what the waits are multiplied by
   */
  public record Plan(String name, List<Integer> waits, double factor) {
    public Plan {
      waits = List.copyOf(waits);
    }

    /** When it is tried again after so many repetitions; empty: no more. */
    Optional<Instant> after(int repetitions, Instant now) {
      return repetitions >= waits.size()
          ? Optional.empty()
          : Optional.of(now.plusMillis(Math.round(waits.get(repetitions) * 1000 * factor)));
    }
  }

  public Notices(
      String channel,
      Plan plan,
      Post post,
      Books books,
      Jobs jobs,
      Faults faults,
      Clock clock,
      CallLog log) {
    this.channel = channel;
    this.plan = plan;
    this.post = post;
    this.books = books;
    this.jobs = jobs;
    this.faults = faults;
    this.clock = clock;
    this.log = log;
    jobs.handle(plan.name(), this::deliver);
  }

  /**
   * @param after what was held back and leaves once this one has been posted
   */
  private record Delivery(
      String call, String url, String payload, int attempts, boolean forged, List<Delivery> after) {
    Delivery again() {
      return new Delivery(call, url, payload, attempts + 1, false, List.of());
    }

    Delivery asItIs() {
      return new Delivery(call, url, payload, attempts, false, List.of());
    }

    Delivery before(List<Delivery> held) {
      return new Delivery(call, url, payload, attempts, forged, held);
    }

    Delivery withWrongSignature() {
      return new Delivery(call, url, payload, attempts, true, after);
    }
  }

  private record HeldNotice(List<Delivery> notices) {}

  /**
   * Tells of something.
   *
   * @param call what faults know it by
   * @param payload kept as it is until it is posted
   */
  public void tell(Transaction tx, String call, String url, String payload) {
    Fault fault = NoticeFault.take(faults, tx, channel, call);
    Delivery delivery = new Delivery(call, url, payload, 0, false, List.of());
    if (fault.kind() == FaultKind.NOTIFY_NEVER) {
      return;
    }
    if (fault.kind() == FaultKind.NOTIFY_OUT_OF_ORDER) {
      hold(tx, delivery);
      return;
    }
    Delivery told = delivery.before(held(tx));
    Delivery next = fault.kind() == FaultKind.NOTIFY_FORGED ? told.withWrongSignature() : told;
    tx.remove(HeldNotice.class, plan.name());
    Instant due =
        fault.kind() == FaultKind.NOTIFY_LATE ? tx.now().plusMillis(fault.delayMillis()) : tx.now();
    jobs.schedule(tx, plan.name(), due, Json.text(next));
    if (fault.kind() == FaultKind.NOTIFY_TWICE) {
      jobs.schedule(tx, plan.name(), due, Json.text(delivery));
    }
  }

  private void hold(Transaction tx, Delivery delivery) {
    List<Delivery> all = Stream.concat(held(tx).stream(), Stream.of(delivery)).toList();
    tx.put(plan.name(), channel, new HeldNotice(all));
  }

  private List<Delivery> held(Transaction tx) {
    return tx.find(HeldNotice.class, plan.name()).map(HeldNotice::notices).orElse(List.of());
  }

  private Optional<Jobs.Again> deliver(String body) {
    Delivery delivery = Json.read(body, Delivery.class);
    boolean acknowledged = post.acknowledged(delivery.url(), delivery.payload(), delivery.forged());
    log.event(
        "notification channel=%s call=%s attempt=%d acknowledged=%s"
            .formatted(channel, delivery.call(), delivery.attempts() + 1, acknowledged));
    if (!delivery.after().isEmpty()) {
      books.transact(
          tx -> {
            delivery
                .after()
                .forEach(held -> jobs.schedule(tx, plan.name(), tx.now(), Json.text(held)));
            return null;
          });
    }
    if (delivery.forged()) {
      return Optional.of(new Jobs.Again(clock.instant(), Json.text(delivery.asItIs())));
    }
    return acknowledged
        ? Optional.empty()
        : plan.after(delivery.attempts(), clock.instant())
            .map(due -> new Jobs.Again(due, Json.text(delivery.again())));
  }
}
