package org.yima.gateway.alipay;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/** What {@code alipay.commerce.medical.trade.*} says, as facts of ours. */
final class MixedFacts {
  private static final String INSURANCE_FAILED = "MEDICAL_PAY_FAILED";

  private final AlipayMixedSettings settings;

  MixedFacts(AlipayMixedSettings settings) {
    this.settings = settings;
  }

  /** The answer of a query, or the fields of a report. */
  MixedCharge charge(Fields said, String number) {
    MixedCharge.State state = word(settings.whole(), said.text("trade_status"));
    boolean insured = isInsured(said.text("order_type"));
    MixedCharge.Part insurance =
        insured ? word(settings.part(), said.text("medical_pay_status")) : MixedCharge.Part.NONE;
    long cash = said.yuanAsFen("real_amount");
    MixedCharge.Part own =
        cash > 0 ? word(settings.part(), said.text("own_pay_status")) : MixedCharge.Part.NONE;
    MixedCharge.Shares shares =
        shares(said, cash, Subsidies.reduced(said, settings.words().subsidies()));
    return new MixedCharge(
        number,
        said.text("trade_no"),
        state,
        own,
        insurance,
        Optional.of(shares),
        state.wasPaid() ? Optional.of(paidAt(said)) : Optional.empty(),
        insurance == MixedCharge.Part.FAILED ? Optional.of(INSURANCE_FAILED) : Optional.empty());
  }

  private boolean isInsured(String type) {
    if (!type.equals(settings.insured()) && !type.equals(settings.own())) {
      throw new UnreadableAnswer("order_type");
    }
    return type.equals(settings.insured());
  }

  /** Believed when everybody's shares and what is spared make the total. */
  static MixedCharge.Shares shares(Fields said, long cash, long reduced) {
    MixedCharge.Shares shares =
        new MixedCharge.Shares(
            share(said, "gov_amount"),
            share(said, "account_amount"),
            said.has("other_amount") ? share(said, "other_amount") : 0,
            cash,
            share(said, "total_amount"));
    long all =
        LongStream.of(shares.fundFen(), shares.accountFen(), shares.otherFen(), cash, reduced)
            .reduce(0, Math::addExact);
    if (cash < 0 || all != shares.totalFen()) {
      throw new UnreadableAnswer("total_amount");
    }
    return shares;
  }

  private static long share(Fields said, String name) {
    long fen = said.yuanAsFen(name);
    if (fen < 0) {
      throw new UnreadableAnswer(name);
    }
    return fen;
  }

  /** When the last of the two parts was paid. */
  private static Instant paidAt(Fields said) {
    Optional<Instant> own = time(said, "gmt_own_paid");
    Optional<Instant> insurance = time(said, "gmt_medical_paid");
    return insurance
        .filter(at -> own.isEmpty() || at.isAfter(own.get()))
        .or(() -> own)
        .orElseThrow(() -> new UnreadableAnswer("gmt_own_paid"));
  }

  private static Optional<Instant> time(Fields said, String name) {
    return said.has(name) ? Optional.of(AlipayTime.instant(said, name)) : Optional.empty();
  }

  static <T> T word(Map<String, T> words, String said) {
    T meant = words.get(said);
    if (meant == null) {
      throw new UnreadableAnswer("status");
    }
    return meant;
  }

  /** The answer of a refund's query, by its words. */
  static Refund refund(Fields answer, RefundRef refund, Map<String, Refund.State> words) {
    answer.mustRepeat("out_trade_no", refund.order().number());
    answer.mustRepeat("refund_request_no", refund.number());
    return new Refund(
        refund.number(),
        refund.order().number(),
        word(words, answer.text("refund_status")),
        answer.yuanAsFen("refund_amount"),
        Optional.empty(),
        time(answer, "refund_time"));
  }
}
