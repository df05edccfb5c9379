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
  private final List<Integer> plan;
  private final double factor;
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
   * @param plan the waits after each attempt that failed, in seconds
   * @param factor what the plan is multiplied by
   */
  public Notices(
      String channel,
      List<Integer> plan,
      double factor,
      Post post,
      Books books,
      Jobs jobs,
      Faults faults,
      Clock clock,
      CallLog log) {
    this.channel = channel;
    this.plan = List.copyOf(plan);
    this.factor = factor;
    this.post = post;
    this.books = books;
    this.jobs = jobs;
    this.faults = faults;
    this.clock = clock;
    this.log = log;
    jobs.handle(job(), this::deliver);
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

  private String job() {
    return channel + "-notice";
  }

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
    tx.remove(HeldNotice.class, channel);
    Instant due =
        fault.kind() == FaultKind.NOTIFY_LATE ? tx.now().plusMillis(fault.delayMillis()) : tx.now();
    jobs.schedule(tx, job(), due, Json.text(next));
    if (fault.kind() == FaultKind.NOTIFY_TWICE) {
      jobs.schedule(tx, job(), due, Json.text(delivery));
    }
  }

  private void hold(Transaction tx, Delivery delivery) {
    List<Delivery> all = Stream.concat(held(tx).stream(), Stream.of(delivery)).toList();
    tx.put(channel, channel, new HeldNotice(all));
  }

  private List<Delivery> held(Transaction tx) {
    return tx.find(HeldNotice.class, channel).map(HeldNotice::notices).orElse(List.of());
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
            delivery.after().forEach(held -> jobs.schedule(tx, job(), tx.now(), Json.text(held)));
            return null;
          });
    }
    if (delivery.forged()) {
      return Optional.of(new Jobs.Again(clock.instant(), Json.text(delivery.asItIs())));
    }
    if (acknowledged || delivery.attempts() >= plan.size()) {
      return Optional.empty();
    }
    Instant due =
        clock.instant().plusMillis(Math.round(plan.get(delivery.attempts()) * 1000 * factor));
    return Optional.of(new Jobs.Again(due, Json.text(delivery.again())));
  }
}
