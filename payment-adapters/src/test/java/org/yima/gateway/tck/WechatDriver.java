package org.yima.gateway.tck;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.NextAction;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Way;
import org.yima.gateway.wechat.WechatWallet;

/** WeChat Pay: payments by a shown code, and in the wallet where it has to report of them. */
final class WechatDriver extends WalletDriver implements RefundHolding {

  private static final long FEN = 1_234;
  private static final long BACK = 234;
  private static final Map<Step, String> CALLS =
      Map.of(
          Step.PAY, "codepay",
          Step.FIND, "query",
          Step.REFUND, "refund",
          Step.CLOSE, "close",
          Step.REVERSE, "reverse",
          Step.REPORT, "jsapi");

  WechatDriver(SandboxWorld world, Merchant merchant, List<Reporting> others) {
    super(
        world,
        "wechat",
        CALLS,
        merchant,
        FEN,
        BACK,
        others,
        calls ->
            new WechatWallet(
                WechatSection.settings(world.uri(), merchant.provider(), calls),
                InstantSource.system(),
                new SecureRandom()));
  }

  @Override
  public String name() {
    return "WeChat Pay";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.of(
        new OutsideCheck(
            "wechatpay-axios-plugin",
            "OutsideClientsTest.aWechatClientOfOthersPaysAsksRefundsAndHears"));
  }

  @Override
  public Set<Case> cases() {
    return EnumSet.allOf(Case.class);
  }

  @Override
  Way way() {
    return new Way.InWallet(rich());
  }

  @Override
  String asked(NextAction next, String number) {
    Map<String, String> params = next.params();
    return switch (next.kind()) {
      case WECHAT_JSAPI -> params.get("package").substring("prepay_id=".length());
      case WECHAT_APP -> params.get("prepayid");
      case LINK -> params.get("url").replaceAll(".*[?&]prepay_id=([^&]*).*", "$1");
      default -> params.get("text");
    };
  }

  /** A payment, a refund that arrived and one that could not. */
  @Override
  public List<Told> everyReport(String number) {
    Told paid = payAndHear(number + "01");
    refunded(number + "01", number + "11", Standing.RETURNED);
    if (payUnlucky(number + "02") != Standing.PAID) {
      throw new AssertionError(number);
    }
    refunded(number + "02", number + "12", Standing.HELD);
    return List.of(paid, next(number + "11"), next(number + "12"));
  }

  private void refunded(String number, String refundNumber, Standing expected) {
    if (refund(number, refundNumber) != expected) {
      throw new AssertionError(refundNumber);
    }
  }

  @Override
  Told signing(Told told) {
    return signed(told);
  }

  /** What of a report's headers takes part in its signature. */
  static Told signed(Told told) {
    Map<String, String> signing = new HashMap<>(told.headers());
    signing
        .keySet()
        .retainAll(
            Set.of(
                "wechatpay-serial",
                "wechatpay-timestamp",
                "wechatpay-nonce",
                "wechatpay-signature"));
    return new Told(signing, told.body());
  }
}
