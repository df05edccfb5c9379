package org.yima.sandbox.control;

import java.util.List;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.payers.Behaviour;

/**
 * Payers who have an order before them and do as their script says: pay at once, after a while, or
 * not before they are told.
 */
public final class Openings {
  private static final String JOB = "payer-opened";
  private final Jobs jobs;
  private final Books books;
  private volatile List<PayerChannel> channels = List.of();

  public Openings(Jobs jobs, Books books) {
    this.jobs = jobs;
    this.books = books;
    jobs.handle(JOB, this::pay);
  }

  /** Whose payers these are; before any job runs. */
  public void of(List<PayerChannel> all) {
    channels = List.copyOf(all);
  }

  private record Opened(String channel, String ref, String id) {}

  /**
   * A payer has an order before them.
   *
   * @param channel as {@link PayerChannel#name} has it
   * @param id as {@link PayerChannel#approve} takes it
   */
  public void opened(Transaction tx, String channel, String ref, String id, Behaviour behaviour) {
    behaviour
        .paysByItself()
        .ifPresent(
            wait ->
                jobs.schedule(
                    tx, JOB, tx.now().plus(wait), Json.text(new Opened(channel, ref, id))));
  }

  private Optional<Jobs.Again> pay(String body) {
    Opened opened = Json.read(body, Opened.class);
    for (PayerChannel channel : channels) {
      if (channel.name().equals(opened.channel())) {
        pay(channel, opened);
      }
    }
    return Optional.empty();
  }

  private void pay(PayerChannel channel, Opened opened) {
    try {
      books.transact(tx -> channel.approve(opened.ref(), opened.id(), tx));
    } catch (Refused over) {
      // Who cannot afford it, and who comes too late, does not pay.
      return;
    }
  }
}
