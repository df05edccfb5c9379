package org.yima.payment.running;

import java.util.function.UnaryOperator;
import org.yima.gateway.wallet.Notification;
import org.yima.payment.leg.Payment;
import org.yima.platform.Id;

/**
 * What a verified notification changes before we ask ourselves: its order is asked about at once.
 * What another leg waits for (somebody who refused to give a settlement back) it says nothing of.
 * Of an order that we had given up, nobody would ask any more, so the wallet's signed word that it
 * was paid is doubt enough to begin asking again.
 */
final class LateSuccess {
  private LateSuccess() {}

  static UnaryOperator<Payment> of(Id leg, Notification notification) {
    boolean paid =
        notification instanceof Notification.ChargeChanged changed
            && changed.charge().state().wasPaid();
    return payment -> (paid ? payment.doubting(leg) : payment).soon(leg);
  }
}
