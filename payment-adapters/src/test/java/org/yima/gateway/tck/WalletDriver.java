package org.yima.gateway.tck;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;
import org.yima.gateway.wallet.WalletGateway;

/** What all wallets are asked in the same words; how a payer pays is each one's own. */
abstract class WalletDriver implements Driver {

  private static final int PATIENCE = 2_000;

  final SandboxWorld world;
  final WalletGateway wallet;
  final Instant began = Instant.now();
  private final String channel;
  private final Merchant merchant;
  private final long fen;
  private final long back;

  WalletDriver(
      SandboxWorld world,
      WalletGateway wallet,
      String channel,
      Merchant merchant,
      long fen,
      long back) {
    this.world = world;
    this.wallet = wallet;
    this.channel = channel;
    this.merchant = merchant;
    this.fen = fen;
    this.back = back;
  }

  /** The day that the wallet's statement of now is of. */
  LocalDate day() {
    return LocalDate.ofInstant(Instant.now(), ZoneId.of("Asia/Shanghai"));
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
  public final Standing reverse(String number) {
    Standing asked = Standing.OPEN;
    for (int i = 0; asked == Standing.OPEN && i < PATIENCE; i++) {
      asked = Standing.of(wallet.reverse(merchant, ref(number)), Standing.RETURNED);
    }
    return asked;
  }

  @Override
  public final Standing find(String number) {
    return standing(wallet.query(merchant, ref(number)));
  }

  static Standing standing(Outcome<Charge> outcome) {
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
  public final Standing refund(String number, String refundNumber) {
    RefundRef refund = new RefundRef(refundNumber, began, ref(number));
    Standing asked =
        Standing.of(
            wallet.refund(
                merchant,
                new RefundOrder(refund, back, fen, "退费", world.hearing().of(refundNumber))),
            Standing.RETURNED);
    for (int i = 0; asked == Standing.OPEN && i < PATIENCE; i++) {
      asked = standing(refund);
    }
    return asked;
  }

  private Standing standing(RefundRef refund) {
    Outcome<Refund> outcome = wallet.queryRefund(merchant, refund);
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
  public final long moved() {
    return world.balance(channel, "merchant:" + merchant.account());
  }

  @Override
  public final Heard read(Told told) {
    return wallet.parseNotification(told.headers(), told.body())
            instanceof Notification.ChargeChanged changed
        ? Heard.of(changed, standing(changed.charge().state()))
        : Heard.refused();
  }

  @Override
  public final List<Booked> statement() {
    List<Booked> booked = new ArrayList<>();
    try (Statement statement = wallet.statement(merchant, day()).toOptional().orElseThrow();
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
