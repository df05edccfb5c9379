package org.yima.gateway.tck;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.alipay.AlipayWallet;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Way;

/** Alipay: payments by a shown code, and in the wallet where it has to report of them. */
final class AlipayDriver extends WalletDriver {

  private static final long FEN = 1_234;
  private static final long BACK = 234;
  private static final String RICH = "tck-alipay-rich";
  private static final String POOR = "tck-alipay-poor";

  private final Map<String, String> codes = new HashMap<>();

  AlipayDriver(SandboxWorld world) {
    super(
        world,
        new AlipayWallet(AlipaySection.settings(world.uri()), AlipaySection.MERCHANT.provider()),
        "alipay",
        AlipaySection.MERCHANT,
        FEN,
        BACK);
    payer(RICH, 10_000_000);
    payer(POOR, 1);
  }

  private void payer(String ref, long balance) {
    if (!world
        .control("payers", Map.of("channel", "ALIPAY", "ref", ref, "balance", balance))
        .path("ref")
        .asText()
        .equals(ref)) {
      throw new AssertionError(ref);
    }
  }

  @Override
  public String name() {
    return "Alipay";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.of(
        new OutsideCheck(
            "alipay-sdk", "OutsideClientsTest.anAlipayClientOfOthersPaysAsksRefundsAndHears"));
  }

  @Override
  public Set<Case> cases() {
    return EnumSet.allOf(Case.class);
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
            AlipaySection.MERCHANT, new CodePayment(ref(number), "门诊缴费", FEN, code, "T-1", "S-1")));
  }

  private String shown(String payer) {
    return world
        .control("payers/" + payer + "/payment-code", Map.of("channel", "ALIPAY"))
        .path("text")
        .asText();
  }

  @Override
  public void loseNextAnswer(boolean effect) {
    world.fault("alipay", "alipay.trade.pay", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public void loseNextRefund(boolean effect) {
    world.fault("alipay", "alipay.trade.refund", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public Told payAndHear(String number) {
    Outcome<Charge> asked =
        wallet.prepay(
            AlipaySection.MERCHANT,
            new Prepay(
                ref(number),
                "门诊缴费",
                FEN,
                new Way.InWallet(RICH),
                began.plusSeconds(900),
                world.hearing().of("alipay-" + number)));
    NextAction next = ((Outcome.Pending<Charge>) asked).nextAction();
    String prepayId = next.params().get("tradeNO");
    if (!world
        .control("payers/" + RICH + "/approve", Map.of("prepayId", prepayId, "channel", "ALIPAY"))
        .path("status")
        .asText()
        .equals("PAID")) {
      throw new AssertionError(number);
    }
    // The signature is one of the form's fields; no header has a part in it.
    return new Told(Map.of(), world.hearing().next("alipay-" + number).body());
  }

  @Override
  public boolean hasOneSpelling() {
    return false;
  }
}
