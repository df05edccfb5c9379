package org.yima.gateway.alipay;

import java.util.Map;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedGateway;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedRefund;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.NotificationReply;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/**
 * Alipay with medical insurance, by whichever of its two families of methods an institution was
 * opened for. An order stays with the family that took it: change an institution's family when
 * nothing of it is open.
 */
public final class AlipayMedical implements MixedGateway {

  /** The families, which do the same in other words. */
  public enum Family {
    /** {@code alipay.commerce.medical.trade.*}. */
    TRADE,
    /** {@code alipay.commerce.medical.payment.*}, the national mobile payment. */
    PAYMENT
  }

  /**
   * Which family an institution was opened for.
   *
   * @param usual of all that are not named
   * @param others by the institution's {@code seller_id}
   */
  public record Families(Family usual, Map<String, Family> others) {
    public Families {
      others = Map.copyOf(others);
    }

    Family of(Merchant merchant) {
      return others.getOrDefault(merchant.account(), usual);
    }
  }

  private final Families families;
  private final AlipayMixed trade;
  private final AlipayPayment payment;

  /**
   * Orders of both families.
   *
   * @param provider our own number at Alipay (PID), which notifications do not repeat
   */
  public AlipayMedical(
      AlipaySettings application,
      Families families,
      AlipayMixedSettings trade,
      AlipayPaymentSettings payment,
      String provider) {
    if (trade.words().report().equals(payment.words().report())) {
      throw new IllegalArgumentException("the families' reports need words of their own");
    }
    this.families = families;
    this.trade = new AlipayMixed(application, trade, provider);
    this.payment = new AlipayPayment(application, payment, provider);
  }

  private MixedGateway of(Merchant merchant) {
    return families.of(merchant) == Family.PAYMENT ? payment : trade;
  }

  @Override
  public Outcome<MixedCharge> order(Merchant merchant, MixedOrder order) {
    return of(merchant).order(merchant, order);
  }

  @Override
  public Outcome<MixedCharge> query(Merchant merchant, OrderRef order) {
    return of(merchant).query(merchant, order);
  }

  @Override
  public Outcome<Closed> close(Merchant merchant, OrderRef order) {
    return of(merchant).close(merchant, order);
  }

  @Override
  public Outcome<MixedRefund> refund(Merchant merchant, MixedRefundOrder order) {
    return of(merchant).refund(merchant, order);
  }

  @Override
  public Outcome<Refund> queryRefund(Merchant merchant, RefundRef refund) {
    return of(merchant).queryRefund(merchant, refund);
  }

  /** What one family has no word for is the other's, or nobody's. */
  @Override
  public Notification parseNotification(Map<String, String> headers, String body) {
    Notification told = trade.parseNotification(headers, body);
    return told instanceof Notification.Ignored ? payment.parseNotification(headers, body) : told;
  }

  @Override
  public NotificationReply accepted() {
    return trade.accepted();
  }

  @Override
  public NotificationReply refused() {
    return trade.refused();
  }
}
