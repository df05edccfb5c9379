package org.yima.gateway.tck;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.unionpay.UnionPayWallet;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Way;

/** UnionPay: payments by a shown code, and by app where it has to report of them. */
final class UnionPayDriver extends WalletDriver {

  private static final long FEN = 2_345;
  private static final long BACK = 345;
  private static final String RICH = "tck-acp-rich";
  private static final String POOR = "tck-acp-poor";

  private final Map<String, String> codes = new HashMap<>();

  UnionPayDriver(SandboxWorld world, Path folder) {
    super(
        world,
        new UnionPayWallet(
            UnionPaySection.settings(folder, world.uri(), world.hearing().of("unionpay")),
            InstantSource.system()),
        "unionpay",
        UnionPaySection.MERCHANT,
        FEN,
        BACK);
    payer(RICH, 10_000_000);
    payer(POOR, 1);
  }

  private void payer(String ref, long balance) {
    if (!world
        .control("payers", Map.of("channel", "UNIONPAY", "ref", ref, "balance", balance))
        .path("ref")
        .asText()
        .equals(ref)) {
      throw new AssertionError(ref);
    }
  }

  @Override
  public String name() {
    return "UnionPay";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.of(
        new OutsideCheck("`openssl` (signatures of both sides, the chain)", "UnionPayOpensslTest"));
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
            UnionPaySection.MERCHANT,
            new CodePayment(ref(number), "门诊缴费", FEN, code, "T-1", "S-1")));
  }

  private String shown(String payer) {
    return world
        .control("payers/" + payer + "/payment-code", Map.of("channel", "UNIONPAY"))
        .path("text")
        .asText();
  }

  /** Other wallets report of orders with the same numbers. */
  private static String path(String number) {
    return "unionpay-" + number;
  }

  @Override
  public void loseNextAnswer(boolean effect) {
    world.fault("unionpay", "code", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public void loseNextRefund(boolean effect) {
    world.fault("unionpay", "refund", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public Told payAndHear(String number) {
    Outcome<Charge> asked =
        wallet.prepay(
            UnionPaySection.MERCHANT,
            new Prepay(
                ref(number),
                "门诊缴费",
                FEN,
                new Way.App(),
                began.plusSeconds(900),
                world.hearing().of(path(number))));
    NextAction next = ((Outcome.Pending<Charge>) asked).nextAction();
    if (!world
        .control(
            "payers/" + RICH + "/approve",
            Map.of("prepayId", next.params().get("tn"), "channel", "UNIONPAY"))
        .path("status")
        .asText()
        .equals("PAID")) {
      throw new AssertionError(number);
    }
    return new Told(Map.of(), world.hearing().next(path(number)).body());
  }

  @Override
  public boolean hasOneSpelling() {
    return false;
  }

  /** The day of settlement ends at eleven in the evening. */
  @Override
  LocalDate day() {
    return LocalDate.ofInstant(Instant.now().plusSeconds(3_600), ZoneId.of("Asia/Shanghai"));
  }
}
