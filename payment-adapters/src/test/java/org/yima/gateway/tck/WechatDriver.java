package org.yima.gateway.tck;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Way;
import org.yima.gateway.wechat.WechatWallet;

/** WeChat Pay: payments by a shown code, and in the wallet where it has to report of them. */
final class WechatDriver extends WalletDriver {

  private static final long FEN = 1_234;
  private static final long BACK = 234;
  private static final String RICH = "tck-rich";
  private static final String POOR = "tck-poor";

  private final Map<String, String> codes = new HashMap<>();

  WechatDriver(SandboxWorld world) {
    super(
        world,
        new WechatWallet(
            WechatSection.settings(world.uri()), InstantSource.system(), new SecureRandom()),
        "wechat",
        WechatSection.MERCHANT,
        FEN,
        BACK);
    payer(RICH, 10_000_000);
    payer(POOR, 1);
  }

  private void payer(String ref, long balance) {
    if (!world
        .control("payers", Map.of("channel", "WECHAT", "ref", ref, "balance", balance))
        .path("ref")
        .asText()
        .equals(ref)) {
      throw new AssertionError(ref);
    }
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
  public void prepare(String number) {
    codes.put(number, shown(RICH));
  }

  @Override
  public Standing pay(String number) {
    return byCode(number, RICH);
  }

  @Override
  public Standing payRefused(String number) {
    return byCode(number, POOR);
  }

  private Standing byCode(String number, String payer) {
    String code = codes.computeIfAbsent(number, unpaid -> shown(payer));
    return standing(
        wallet.payByCode(
            WechatSection.MERCHANT, new CodePayment(ref(number), "门诊缴费", FEN, code, "T-1", "S-1")));
  }

  private String shown(String payer) {
    return world
        .control("payers/" + payer + "/payment-code", Map.of("channel", "WECHAT"))
        .path("text")
        .asText();
  }

  @Override
  public void loseNextAnswer(boolean effect) {
    world.fault("wechat", "codepay", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public void loseNextRefund(boolean effect) {
    world.fault("wechat", "refund", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public Told payAndHear(String number) {
    Outcome<Charge> asked =
        wallet.prepay(
            WechatSection.MERCHANT,
            new Prepay(
                ref(number),
                "门诊缴费",
                FEN,
                new Way.InWallet(RICH),
                began.plusSeconds(900),
                world.hearing().of(number)));
    NextAction next = ((Outcome.Pending<Charge>) asked).nextAction();
    String prepayId = next.params().get("package").substring("prepay_id=".length());
    if (!world
        .control("payers/" + RICH + "/approve", Map.of("prepayId", prepayId, "channel", "WECHAT"))
        .path("status")
        .asText()
        .equals("PAID")) {
      throw new AssertionError(number);
    }
    return signing(world.hearing().next(number));
  }

  /** What of a report's headers takes part in its signature. */
  static Told signing(Told told) {
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
