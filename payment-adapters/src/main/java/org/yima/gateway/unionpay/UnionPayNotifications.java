package org.yima.gateway.unionpay;

import java.util.Optional;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.Notification.Reason;

/**
 * Back notifications: signed forms. Nothing but the merchant's number is read before it verifies.
 */
final class UnionPayNotifications {
  private static final int LONGEST = 65_536;
  private final AcpClient client;

  UnionPayNotifications(AcpClient client) {
    this.client = client;
  }

  Notification parse(String body) {
    try {
      if (body == null || body.length() > LONGEST) {
        return new Notification.Refused(Reason.UNREADABLE);
      }
      AcpFields fields = AcpFields.ofForm(body);
      Optional<String> merId = fields.optional("merId").filter(client::knows);
      if (merId.isEmpty() || !client.signature(merId.get()).verifies(fields)) {
        return new Notification.Refused(Reason.BAD_SIGNATURE);
      }
      return read(merId.get(), fields);
    } catch (UnreadableAnswer | IllegalArgumentException | ArithmeticException unfit) {
      return new Notification.Refused(Reason.UNREADABLE);
    }
  }

  private static Notification read(String merId, AcpFields fields) {
    String type = fields.text("txnType");
    // The platform gives a notification no number; this is the same when it is sent again.
    String id =
        String.join(
            "-", type, fields.text("orderId"), fields.text("txnTime"), fields.text("respCode"));
    return switch (type) {
      case "01" -> charge(id, merId, fields);
      case "04" -> refund(id, merId, fields);
      default -> new Notification.Ignored(id);
    };
  }

  private static Notification charge(String id, String merId, AcpFields fields) {
    String code = fields.text("respCode");
    Merchant merchant = Merchant.of("", "", merId);
    if (AcpCode.isDone(code)) {
      return new Notification.ChargeChanged(
          id,
          merchant,
          AcpQueries.paid(fields.text("orderId"), fields.instantOf("txnTime"), fields));
    }
    // A payment by code is tried once; an order that the payer opens may be paid at the next try.
    return fields.text("txnSubType").equals(AcpQueries.BY_CODE) && AcpCode.isRefusal(code)
        ? new Notification.ChargeChanged(
            id,
            merchant,
            new Charge(
                fields.text("orderId"),
                Charge.State.FAILED,
                fields.fen("txnAmt"),
                Optional.empty(),
                Optional.empty()))
        : new Notification.Ignored(id);
  }

  private static Notification refund(String id, String merId, AcpFields fields) {
    AcpQueries.Found found = new AcpQueries.Found(false, fields.text("respCode"), fields);
    return new Notification.RefundChanged(
        id,
        "",
        merId,
        AcpQueries.refund(
            AcpNumbers.own(fields.text("orderId")),
            fields.text("reqReserved"),
            fields.instantOf("txnTime"),
            found));
  }
}
