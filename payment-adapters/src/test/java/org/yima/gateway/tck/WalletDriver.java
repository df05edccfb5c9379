package org.yima.gateway.tck;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;
import org.yima.gateway.wallet.WalletGateway;
import org.yima.gateway.wallet.Way;

/**
 * What all wallets are asked in the same words: payments by a shown code, and by another way where
 * the wallet has to report of them.
 */
abstract class WalletDriver extends AdapterDriver<WalletGateway>
    implements Reporting, RefundQuerying, Beginning, Reversing, Stating {

  final Instant began = Instant.now();
  final Merchant merchant;
  private final long fen;
  private final long back;
  private final Map<String, String> codes = new HashMap<>();

  /**
   * A wallet.
   *
   * @param calls what the sandbox calls the calls that decide; REPORT, what is told of {@link #way}
   */
  WalletDriver(
      SandboxWorld world,
      String channel,
      Map<Step, String> calls,
      Merchant merchant,
      long fen,
      long back,
      List<Reporting> others,
      Function<Timeouts, WalletGateway> wallet) {
    super(world, channel, calls, others, wallet);
    this.merchant = merchant;
    this.fen = fen;
    this.back = back;
    payer(rich(), 10_000_000, "manual");
    payer(poor(), 1, "manual");
    payer(unlucky(), 10_000_000, "refund-abnormal");
  }

  private void payer(String ref, long balance, String script) {
    String made =
        world
            .control(
                "payers",
                Map.of("channel", wallets(), "ref", ref, "balance", balance, "script", script))
            .path("ref")
            .asText();
    if (!made.equals(ref)) {
      throw new AssertionError(ref);
    }
  }

  private String wallets() {
    return channel().toUpperCase(Locale.ROOT);
  }

  /** Who can pay. */
  final String rich() {
    return "tck-" + channel() + "-rich";
  }

  final String poor() {
    return "tck-" + channel() + "-poor";
  }

  /** Whose account takes nothing back. */
  final String unlucky() {
    return "tck-" + channel() + "-unlucky";
  }

  /** The way of the wallet that it reports of. */
  abstract Way way();

  /** What the payer is given, as the payer names it. */
  abstract String asked(NextAction next, String number);

  @Override
  public final String whose() {
    return Heard.whose(merchant);
  }

  /** The day that the wallet's statement of an instant is of. */
  LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneId.of("Asia/Shanghai"));
  }

  @Override
  public final long fen() {
    return fen;
  }

  @Override
  public final long back() {
    return back;
  }

  final OrderRef ref(String number) {
    return new OrderRef(number, began);
  }

  @Override
  public final void prepare(String number) {
    codes.put(number, shown(rich()));
  }

  @Override
  public final Standing pay(String number) {
    return byCode(number, rich());
  }

  @Override
  public final Standing payRefused(String number) {
    return byCode(number, poor());
  }

  final Standing byCode(String number, String payer) {
    String code = codes.computeIfAbsent(number, unpaid -> shown(payer));
    return standing(
        deciding()
            .payByCode(merchant, new CodePayment(ref(number), "门诊缴费", fen, code, "T-1", "S-1")));
  }

  private String shown(String payer) {
    return world
        .control("payers/" + payer + "/payment-code", Map.of("channel", wallets()))
        .path("text")
        .asText();
  }

  @Override
  public final Standing reverse(String number) {
    return Again.until(
        asked -> asked != Standing.OPEN,
        () -> Standing.of(deciding().reverse(merchant, ref(number)), Standing.RETURNED));
  }

  /** Other wallets report of orders with the same numbers. */
  final String door(String number) {
    return merchant.account() + "-" + number;
  }

  private URI told(String number) {
    return world.hearing().answering(door(number), adapter().accepted());
  }

  /** An order that its payer has yet to confirm. */
  final Prepay order(String number, Way by) {
    return new Prepay(ref(number), "门诊缴费", fen, by, began.plusSeconds(900), told(number));
  }

  @Override
  public final Standing begin(String number) {
    return Standing.of(adapter().prepay(merchant, order(number, way())), Standing.PAID);
  }

  @Override
  public final boolean payBegun(String number) {
    return waiting(number).map(id -> approve(rich(), id)).orElse(false);
  }

  /** What its payer names an order by that is there and not paid. */
  final Optional<String> waiting(String number) {
    return world.waiting(channel(), merchant.account(), number);
  }

  final boolean approve(String payer, String id) {
    return world.approve(channel(), payer, id).equals("PAID");
  }

  @Override
  public final Standing close(String number) {
    return Standing.of(deciding().close(merchant, ref(number)), Standing.CLOSED);
  }

  @Override
  public final Standing find(String number) {
    return standing(deciding().query(merchant, ref(number)));
  }

  static Standing standing(Outcome<Charge> outcome) {
    return outcome instanceof Outcome.Succeeded<Charge> s
        ? standing(s.value().state())
        : Standing.of(outcome, Standing.PAID);
  }

  private static Standing standing(Charge.State state) {
    return switch (state) {
      case NOT_FOUND -> Standing.NOT_THERE;
      case NOT_PAID, PAYING, DEBITED -> Standing.OPEN;
      case PAID -> Standing.PAID;
      case REFUNDED -> Standing.RETURNED;
      case CLOSED, FAILED -> Standing.REFUSED;
    };
  }

  private RefundRef ref(String number, String refundNumber) {
    return new RefundRef(refundNumber, began, ref(number));
  }

  @Override
  public final Standing refund(String number, String refundNumber) {
    Standing asked =
        Standing.of(
            deciding()
                .refund(
                    merchant,
                    new RefundOrder(
                        ref(number, refundNumber), back, fen, "退费", told(refundNumber))),
            Standing.RETURNED);
    return asked == Standing.OPEN ? findRefund(number, refundNumber) : asked;
  }

  @Override
  public final Standing findRefund(String number, String refundNumber) {
    RefundRef refund = ref(number, refundNumber);
    return Again.until(
        asked -> asked != Standing.OPEN,
        () -> Standing.ofRefund(adapter().queryRefund(merchant, refund)));
  }

  /** As {@link RefundHolding#payUnlucky}. */
  public final Standing payUnlucky(String number) {
    return byCode(number, unlucky());
  }

  /** As {@link RefundHolding#unluckyHas}. */
  public final long unluckyHas() {
    return world.balance(channel(), "payer:" + unlucky());
  }

  @Override
  public final long moved() {
    return world.balance(channel(), "merchant:" + merchant.account());
  }

  @Override
  public final void payReported(String number) {
    payReported(merchant, number, rich());
  }

  /** As {@link #payReported}, to somebody by somebody. */
  final void payReported(Merchant to, String number, String payer) {
    Outcome<Charge> asked = adapter().prepay(to, order(number, way()));
    NextAction next = ((Outcome.Pending<Charge>) asked).nextAction();
    if (!approve(payer, asked(next, number))) {
      throw new AssertionError(number);
    }
  }

  @Override
  public final Told next(String number) {
    return signing(world.hearing().next(door(number)));
  }

  /** What of a report takes part in its signature; of a form, no header does. */
  Told signing(Told told) {
    return new Told(Map.of(), told.body());
  }

  @Override
  public final Object parse(Told told) {
    return adapter().parseNotification(told.headers(), told.body());
  }

  @Override
  public final Heard read(Told told) {
    return parse(told) instanceof Notification.ChargeChanged changed
        ? Heard.of(changed, standing(changed.charge().state()))
        : Heard.refused();
  }

  @Override
  public final List<Booked> statement() {
    Set<LocalDate> days = new TreeSet<>(List.of(day(began), day(Instant.now())));
    List<Booked> booked = new ArrayList<>();
    for (LocalDate day : days) {
      try (Statement statement = adapter().statement(merchant, day).toOptional().orElseThrow();
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
    }
    return booked;
  }
}
