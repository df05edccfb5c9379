package org.yima.gateway.paymentcentre;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.yima.gateway.MaskedName;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.mobilepay.MobileNotification;
import org.yima.gateway.mobilepay.OrderState;
import org.yima.gateway.mobilepay.PayOrder;
import org.yima.gateway.mobilepay.SettlementKind;
import org.yima.gateway.mobilepay.Split;
import org.yima.gateway.mobilepay.Uploaded;

/** The centre's data as our records. */
final class CentreOutputs {
  /** callType of what is told of a payment, the only one that is published. */
  private static final String PAID = "02";

  private CentreOutputs() {}

  static Uploaded uploaded(Fields data) {
    return new Uploaded(
        data.text("payOrdId"),
        data.text("payToken"),
        data.object("extData").flatMap(more -> more.optionalText("mdtrtId")));
  }

  /**
   * An order.
   *
   * @param mutualAidPayer as {@link CentreProfile} has it
   */
  static PayOrder order(Fields data, String payOrdId, String mutualAidPayer) {
    data.mustRepeat("payOrdId", payOrdId);
    OrderState state =
        OrderState.of(data.text("ordStas")).orElseThrow(() -> new UnreadableAnswer("ordStas"));
    return new PayOrder(
        payOrdId,
        state,
        data.has("feeSumamt") ? Optional.of(split(data)) : Optional.empty(),
        data.object("extData")
            .flatMap(more -> more.anyText(mutualAidPayer))
            .flatMap(MaskedName::of),
        kind(data),
        data.optionalText("medOrgOrd"),
        time(data),
        data.optionalText("revsToken"));
  }

  /** A placed order is pre-settled, and of the bill that was placed. */
  static PayOrder placed(Fields data, String payOrdId, long totalFen, String mutualAidPayer) {
    PayOrder order = order(data, payOrdId, mutualAidPayer);
    if (order.state() != OrderState.PRE_SETTLED) {
      throw new UnreadableAnswer("ordStas");
    }
    if (order.split().map(Split::totalFen).orElse(-1L) != totalFen) {
      throw new UnreadableAnswer("feeSumamt");
    }
    return order;
  }

  /** Neither an answer of the centre nor anything else that it signs may pass for a 6302. */
  static MobileNotification.Settled settled(Fields head, Fields data) {
    if (head.tree().has("success") || data.has("ordStas")) {
      throw new UnreadableAnswer("success");
    }
    if (data.has("callType") && !data.text("callType").equals(PAID)) {
      throw new UnreadableAnswer("callType");
    }
    return new MobileNotification.Settled(
        data.text("payOrdId"),
        data.text("medOrgOrd"),
        split(data),
        kind(data).orElseThrow(() -> new UnreadableAnswer("setlType")),
        time(data),
        data.optionalText("revsToken"));
  }

  private static Split split(Fields data) {
    return new Split(
        data.yuanAsFen("feeSumamt"),
        data.yuanAsFen("ownPayAmt"),
        data.yuanAsFen("psnAcctPay"),
        data.yuanAsFen("fundPay"),
        data.yuanAsFenOrZero("othFeeAmt"));
  }

  private static Optional<SettlementKind> kind(Fields data) {
    return data.has("setlType")
        ? Optional.of(data.choice("setlType", SettlementKind.class))
        : Optional.empty();
  }

  private static Optional<LocalDateTime> time(Fields data) {
    try {
      return data.optionalText("traceTime").map(text -> LocalDateTime.parse(text, Envelope.STAMP));
    } catch (DateTimeException malformed) {
      throw new UnreadableAnswer("traceTime");
    }
  }
}
