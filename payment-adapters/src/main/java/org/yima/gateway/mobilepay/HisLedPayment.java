package org.yima.gateway.mobilepay;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.insurance.Done;
import org.yima.gateway.wallet.NotificationReply;

/**
 * The centre as we see it where the hospital's own system speaks to it (HIS-led): what the hospital
 * handed over is all that is known, and whatever would move something is the hospital's to ask for.
 * Whoever books orders has one port for both ways of working, and one answer to "who calls".
 */
public final class HisLedPayment implements MobilePayment {

  /** The code of what is the hospital's to do. */
  public static final String CODE = "HIS_LED";

  /** What the hospital handed over last. */
  public interface HandedOver {
    /** The order of a number; empty when nothing was handed over. */
    Optional<PayOrder> order(String payOrdId);
  }

  private final HandedOver hospital;

  public HisLedPayment(HandedOver hospital) {
    this.hospital = requireNonNull(hospital, "hospital");
  }

  @Override
  public Outcome<Uploaded> upload(BillUpload bill) {
    return theirs();
  }

  @Override
  public Outcome<PayOrder> place(OrderPlacement order) {
    return theirs();
  }

  /** What the hospital knows: of an order it did not hand over, nothing is known. */
  @Override
  public Outcome<PayOrder> query(OrderKey order) {
    return hospital
        .order(order.payOrdId())
        .map(
            handed ->
                handed.payOrdId().equals(order.payOrdId())
                    ? Outcome.succeeded(handed)
                    : Outcome.<PayOrder>unknown(UnknownCause.UNREADABLE))
        .orElseGet(() -> Outcome.declined(DeclineReason.NOT_FOUND, CODE));
  }

  @Override
  public Outcome<Done> revoke(OrderKey order) {
    return theirs();
  }

  @Override
  public Outcome<Refunded> refund(RefundRequest refund) {
    return theirs();
  }

  private static <T> Outcome<T> theirs() {
    return Outcome.declined(DeclineReason.NOT_PERMITTED, CODE);
  }

  /** The centre tells the hospital; what claims to be from it at our door is not. */
  @Override
  public MobileNotification parseNotification(String body) {
    return new MobileNotification.Refused(MobileNotification.Reason.BAD_SIGNATURE);
  }

  @Override
  public NotificationReply accepted() {
    return refused();
  }

  @Override
  public NotificationReply refused() {
    return new NotificationReply(404, "", "");
  }
}
