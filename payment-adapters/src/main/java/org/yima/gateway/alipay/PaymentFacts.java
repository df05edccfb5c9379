package org.yima.gateway.alipay;

import static org.yima.gateway.wallet.MixedCharge.Part;
import static org.yima.gateway.wallet.MixedCharge.State;

import java.time.Instant;
import java.util.Optional;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/**
 * What {@code alipay.commerce.medical.payment.*} says, as facts of ours. It says how each of the
 * two parts stands; how the whole stands follows from them.
 */
final class PaymentFacts {
  private static final String INSURANCE_FAILED = "MEDICAL_PAY_FAILED";

  private final AlipayPaymentSettings settings;

  PaymentFacts(AlipayPaymentSettings settings) {
    this.settings = settings;
  }

  /** The result of a query, or the fields of a report. */
  MixedCharge charge(Fields said, String number) {
    long real = said.yuanAsFen("real_amount");
    said.optionalText("pay_type").ifPresent(type -> fits(type, real));
    Part own = real > 0 ? own(said) : Part.NONE;
    Part insurance = insurance(said);
    State state = whole(own, insurance);
    MixedCharge.Shares shares = MixedFacts.shares(said, real, reduced(said));
    return new MixedCharge(
        number,
        said.text("chnl_ord_sn"),
        state,
        own,
        insurance,
        Optional.of(shares),
        state.wasPaid() ? Optional.of(AlipayTime.instant(said, "gmt_paid")) : Optional.empty(),
        insurance == Part.FAILED ? Optional.of(INSURANCE_FAILED) : Optional.empty());
  }

  /** Alipay's own number of the cash; there is none while nobody has begun, or without cash. */
  static Optional<String> tradeNumber(Fields said) {
    return said.optionalText("trade_no");
  }

  private long reduced(Fields said) {
    return said.optionalText("insurance_subsidy_mode")
            .filter(settings.words().subsidies().reduction()::equals)
            .isPresent()
        ? said.yuanAsFen("insurance_subsidy_amount")
        : 0;
  }

  private void fits(String type, long real) {
    if (!type.equals(real > 0 ? settings.mixed() : settings.insuranceOnly())) {
      throw new UnreadableAnswer("pay_type");
    }
  }

  /** A trade of which something went back is returned, whatever else its word says. */
  private Part own(Fields said) {
    Part part = MixedFacts.word(settings.own(), said.text("own_pay_status"));
    boolean back = said.yuanAsFenOrZero("real_refund_amount") > 0;
    if (back && part == Part.CREATED) {
      throw new UnreadableAnswer("real_refund_amount");
    }
    return back ? Part.REFUNDED : part;
  }

  private Part insurance(Fields said) {
    Part part = MixedFacts.word(settings.medical(), said.text("medical_pay_status"));
    boolean back = said.yuanAsFenOrZero("medical_refund_amount") > 0;
    return back && part == Part.PAID ? Part.REFUNDED : part;
  }

  /**
   * The whole by its parts. While either waits nothing is over, but for a cash part that is closed:
   * then there is nothing that the payer could still do.
   */
  static State whole(Part own, Part insurance) {
    return switch (insurance) {
      case CREATED ->
          switch (own) {
            case NONE, CREATED -> State.CREATED;
            case PAID, REFUNDED -> State.PAYING;
            case FAILED -> State.FAILED;
          };
      case PAID ->
          switch (own) {
            case NONE, PAID -> State.PAID;
            case REFUNDED -> State.REFUNDED;
            case CREATED -> State.PAYING;
            case FAILED -> State.FAILED;
          };
      case REFUNDED ->
          switch (own) {
            case NONE, PAID, REFUNDED -> State.REFUNDED;
            case CREATED, FAILED -> State.REVERSED;
          };
      case FAILED ->
          switch (own) {
            case CREATED -> State.CREATED;
            case REFUNDED -> State.REVERSED;
            case NONE, PAID, FAILED -> State.FAILED;
          };
      case NONE -> throw new UnreadableAnswer("medical_pay_status");
    };
  }

  /** The cash's refund: without a status Alipay knows of no such one yet. */
  static Refund refund(Fields answer, String tradeNo, RefundRef refund) {
    String number = refund.number();
    if (!answer.has("refund_status")) {
      return Refund.notFound(number);
    }
    answer.mustRepeat("trade_no", tradeNo);
    answer.mustRepeat("out_request_no", number);
    answer.mustRepeat("refund_status", "REFUND_SUCCESS");
    Instant at = AlipayTime.instant(answer, "gmt_refund_pay");
    return new Refund(
        number,
        refund.order().number(),
        Refund.State.SUCCEEDED,
        answer.yuanAsFen("refund_amount"),
        Optional.empty(),
        Optional.of(at));
  }
}
