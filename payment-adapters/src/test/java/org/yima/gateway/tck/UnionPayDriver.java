package org.yima.gateway.tck;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.unionpay.UnionPayWallet;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;
import org.yima.gateway.wallet.WalletGateway;
import org.yima.gateway.wallet.Way;

/** UnionPay: payments by a shown code, and by app where it has to report of them. */
final class UnionPayDriver implements Driver {

  private static final long FEN = 2_345;
  private static final long BACK = 345;
  private static final String RICH = "tck-acp-rich";
  private static final String POOR = "tck-acp-poor";
  private static final int PATIENCE = 2_000;

  private final SandboxWorld world;
  private final WalletGateway wallet;
  private final Instant began = Instant.now();
  private final Map<String, String> codes = new HashMap<>();

  UnionPayDriver(SandboxWorld world, Path folder) {
    this.world = world;
    this.wallet =
        new UnionPayWallet(
            UnionPaySection.settings(folder, world.uri(), world.hearing().of("unionpay")),
            InstantSource.system());
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
  public long fen() {
    return FEN;
  }

  @Override
  public long back() {
    return BACK;
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

  private OrderRef ref(String number) {
    return new OrderRef(number, began);
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
  public Standing reverse(String number) {
    Standing asked = Standing.OPEN;
    for (int i = 0; asked == Standing.OPEN && i < PATIENCE; i++) {
      asked = Standing.of(wallet.reverse(UnionPaySection.MERCHANT, ref(number)), Standing.RETURNED);
    }
    return asked;
  }

  @Override
  public Standing find(String number) {
    return standing(wallet.query(UnionPaySection.MERCHANT, ref(number)));
  }

  private static Standing standing(Outcome<Charge> outcome) {
    return outcome instanceof Outcome.Succeeded<Charge> s
        ? standing(s.value().state())
        : Standing.of(outcome, Standing.PAID);
  }

  private static Standing standing(Charge.State state) {
    return switch (state) {
      case NOT_FOUND -> Standing.NOT_THERE;
      case NOT_PAID, PAYING -> Standing.OPEN;
      case PAID -> Standing.PAID;
      case REFUNDED -> Standing.RETURNED;
      case CLOSED, FAILED -> Standing.REFUSED;
    };
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    RefundRef refund = new RefundRef(refundNumber, began, ref(number));
    Standing asked =
        Standing.of(
            wallet.refund(
                UnionPaySection.MERCHANT,
                new RefundOrder(refund, BACK, FEN, "退费", world.hearing().of(refundNumber))),
            Standing.RETURNED);
    for (int i = 0; asked == Standing.OPEN && i < PATIENCE; i++) {
      asked = standing(refund);
    }
    return asked;
  }

  private Standing standing(RefundRef refund) {
    Outcome<Refund> outcome = wallet.queryRefund(UnionPaySection.MERCHANT, refund);
    return outcome
        .toOptional()
        .map(
            found ->
                switch (found.state()) {
                  case NOT_FOUND -> Standing.NOT_THERE;
                  case PROCESSING -> Standing.OPEN;
                  case SUCCEEDED -> Standing.RETURNED;
                  case CLOSED, ABNORMAL -> Standing.REFUSED;
                })
        .orElseGet(() -> Standing.of(outcome, Standing.RETURNED));
  }

  @Override
  public long moved() {
    return world.balance("unionpay", "merchant:" + UnionPaySection.MERCHANT.account());
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

  @Override
  public Heard read(Told told) {
    return wallet.parseNotification(told.headers(), told.body())
            instanceof Notification.ChargeChanged changed
        ? Heard.of(changed, standing(changed.charge().state()))
        : Heard.refused();
  }

  @Override
  public List<Booked> statement() {
    // The day of settlement ends at eleven in the evening.
    LocalDate today =
        LocalDate.ofInstant(Instant.now().plusSeconds(3_600), ZoneId.of("Asia/Shanghai"));
    List<Booked> booked = new ArrayList<>();
    try (Statement statement =
            wallet.statement(UnionPaySection.MERCHANT, today).toOptional().orElseThrow();
        Stream<StatementLine> lines = statement.lines()) {
      lines.forEach(
          line -> {
            if (line instanceof StatementLine.ChargeLine charge) {
              booked.add(new Booked(charge.orderNumber(), charge.totalFen()));
            } else if (line instanceof StatementLine.RefundLine refund) {
              booked.add(new Booked(refund.refundNumber(), -refund.refundFen()));
            }
          });
    }
    return booked;
  }
}
