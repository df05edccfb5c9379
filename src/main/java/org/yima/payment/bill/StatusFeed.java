package org.yima.payment.bill;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.yima.payment.PaymentEvents;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * Tells of each status that a payment reaches: its history, and the feed that its payer follows.
 */
@ApplicationScoped
public class StatusFeed {
  private final History history;
  private final Clock clock;

  StatusFeed(History history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  /** The feed of one payment. */
  public static String of(Id payment) {
    return "payment/" + payment;
  }

  /**
   * A payment has reached a status.
   *
   * @param why a code, never free text of a person; empty while it goes forward
   */
  public Uni<Void> reached(SqlTx tx, Id payment, String status, String why) {
    JsonObject payload =
        new JsonObject()
            .put("status", status)
            .put("reason", why.isEmpty() ? null : why)
            .put("at", OffsetDateTime.now(clock).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    return history
        .add(tx, payment, status, why)
        .chain(
            () -> tx.emit(Event.of(PaymentEvents.PAYMENT_CHANGED, payment, payload, of(payment))));
  }
}
