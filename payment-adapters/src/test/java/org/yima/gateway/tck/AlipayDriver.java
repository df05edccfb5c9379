package org.yima.gateway.tck;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.NextAction;
import org.yima.gateway.alipay.AlipayWallet;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Way;

/** Alipay: payments by a shown code, and in the wallet where it has to report of them. */
final class AlipayDriver extends WalletDriver {

  private static final long FEN = 1_234;
  private static final long BACK = 234;
  private static final Map<Step, String> CALLS =
      Map.of(
          Step.PAY, "alipay.trade.pay",
          Step.FIND, "alipay.trade.query",
          Step.REFUND, "alipay.trade.refund",
          Step.CLOSE, "alipay.trade.close",
          Step.REVERSE, "alipay.trade.cancel",
          Step.REPORT, "trade");

  AlipayDriver(SandboxWorld world, Merchant merchant, List<Reporting> others) {
    super(
        world,
        "alipay",
        CALLS,
        merchant,
        FEN,
        BACK,
        others,
        calls ->
            new AlipayWallet(
                AlipaySection.settings(world.uri(), merchant.application(), calls),
                merchant.provider()));
  }

  @Override
  public String name() {
    return "Alipay (RSA2; SM2 is untried)";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.of(
        new OutsideCheck(
            "alipay-sdk", "OutsideClientsTest.anAlipayClientOfOthersPaysAsksRefundsAndHears"));
  }

  /** Its query tells of a refund that arrived, or of none. */
  @Override
  public Set<Case> cases() {
    return EnumSet.complementOf(EnumSet.of(Case.REFUND_HELD));
  }

  @Override
  Way way() {
    return new Way.InWallet(rich());
  }

  @Override
  String asked(NextAction next, String number) {
    Map<String, String> params = next.params();
    return switch (next.kind()) {
      case ALIPAY_MINI_PROGRAM -> params.get("tradeNO");
      case ALIPAY_APP -> params.get("orderStr");
      case FORM -> params.get("action") + "&" + Browser.form(params);
      default -> params.get("text");
    };
  }

  /** A payment, and a refund of it, which is told of where the payment was. */
  @Override
  public List<Told> everyReport(String number) {
    Told paid = payAndHear(number + "01");
    if (refund(number + "01", number + "11") != Standing.RETURNED) {
      throw new AssertionError(number);
    }
    return List.of(paid, next(number + "01"));
  }

  @Override
  public boolean hasOneSpelling() {
    return false;
  }
}
