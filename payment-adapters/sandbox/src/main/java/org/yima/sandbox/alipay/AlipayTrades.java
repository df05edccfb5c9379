package org.yima.sandbox.alipay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.jobs.Jobs;

/** Trades: made once under their merchant's number, paid once, closed or cancelled. */
final class AlipayTrades {
  private static final Duration USUAL_LIFE = Duration.ofHours(3);
  private static final String PAYS = "alipay-pays";

  private final AlipayMerchants merchants;
  private final AlipayNotifications notifications;
  private final Jobs jobs;
  private final Books books;

  AlipayTrades(
      AlipayMerchants merchants, AlipayNotifications notifications, Jobs jobs, Books books) {
    this.merchants = merchants;
    this.notifications = notifications;
    this.jobs = jobs;
    this.books = books;
    jobs.handle(PAYS, this::paysByThemself);
  }

  /** What a trade is asked to be, its fields checked. */
  AlipayTrade wanted(AlipayCall call, String product, Transaction tx) {
    Fields request = call.business();
    SandboxConfig.AlipayMerchant merchant = merchants.of(call);
    String number = request.text("out_trade_no", 64);
    if (!number.matches("[0-9A-Za-z_]{1,64}")) {
      throw request.bad("out_trade_no", "must be letters, digits and underscores");
    }
    String subject = request.text("subject", 256);
    if (subject.matches(".*[/=&].*")) {
      throw request.bad("subject", "must not hold / = &");
    }
    if (!request.optional("product_code", 64).orElse(product).equals(product)) {
      throw request.bad("product_code", "must be " + product);
    }
    long total = AlipayMoney.fen(request, "total_amount");
    Instant now = tx.now();
    return new AlipayTrade(
        merchant.sellerId(),
        number,
        "",
        "",
        total,
        subject,
        request.optional("store_id", 32).orElse(""),
        request.optional("terminal_id", 32).orElse(""),
        call.parameter("notify_url"),
        total
            + "|"
            + subject
            + "|"
            + request.optional("buyer_id", 28).or(() -> open(request)).orElse(""),
        AlipayTrade.Status.WAIT_BUYER_PAY,
        now,
        expiry(request, now),
        null,
        0,
        "");
  }

  /** What somebody who tries asks for, of the first institution. */
  AlipayTrade wanted(PayerChannel.Trial trial, Transaction tx) {
    Instant now = tx.now();
    return new AlipayTrade(
        merchants.first().sellerId(),
        trial.number(),
        "",
        "",
        trial.total(),
        trial.description(),
        "",
        "",
        trial.notifyUrl(),
        trial.number(),
        AlipayTrade.Status.WAIT_BUYER_PAY,
        now,
        now.plus(USUAL_LIFE),
        null,
        0,
        "");
  }

  private static Optional<String> open(Fields request) {
    return request.optional("buyer_open_id", 128);
  }

  private static Instant expiry(Fields request, Instant now) {
    Optional<String> text = request.optional("time_expire", 32);
    if (text.isEmpty()) {
      return now.plus(USUAL_LIFE);
    }
    try {
      Instant end = LocalDateTime.parse(text.get(), AlipayMoney.TIME).toInstant(AlipayMoney.ZONE);
      if (end.isAfter(now)) {
        return end;
      }
    } catch (DateTimeParseException malformed) {
      throw request.bad("time_expire", "must be yyyy-MM-dd HH:mm:ss");
    }
    throw request.bad("time_expire", "is over");
  }

  /** alipay.trade.create: for a payer who is named, in the mini program of the application. */
  Map<String, Object> create(AlipayCall call, Transaction tx) {
    Fields request = call.business();
    AlipayTrade wanted = wanted(call, "JSAPI_PAY", tx);
    if (!request.text("op_app_id", 32).equals(call.parameter("app_id"))) {
      throw new Refused(200, "ACQ.ACCESS_FORBIDDEN", "op_app_id与应用不一致");
    }
    String buyer =
        request
            .optional("buyer_id", 28)
            .or(() -> open(request))
            .orElseThrow(() -> request.bad("buyer_open_id", "or buyer_id is required"));
    AlipayPayer payer =
        tx.find(AlipayPayer.class, buyer)
            .orElseThrow(() -> new Refused(200, "ACQ.BUYER_NOT_EXIST", "买家不存在"));
    AlipayTrade trade = made(wanted, buyer, tx);
    payer
        .paysByThemself()
        .ifPresent(wait -> jobs.schedule(tx, PAYS, tx.now().plus(wait), trade.key()));
    Map<String, Object> answer = Alipay.done();
    answer.put("out_trade_no", trade.outTradeNo());
    answer.put("trade_no", trade.tradeNo());
    return answer;
  }

  /** The trade of that number: the one that is there, when it was asked for in the same words. */
  AlipayTrade made(AlipayTrade wanted, String buyer, Transaction tx) {
    Optional<AlipayTrade> earlier = tx.find(AlipayTrade.class, wanted.key());
    if (earlier.isPresent()) {
      AlipayTrade trade = earlier.get();
      if (!trade.digest().equals(wanted.digest())) {
        throw new Refused(200, "ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
      }
      return switch (trade.statusAt(tx.now())) {
        case WAIT_BUYER_PAY -> trade;
        case TRADE_SUCCESS -> throw new Refused(200, "ACQ.TRADE_HAS_SUCCESS", "交易已被支付");
        case TRADE_CLOSED -> throw new Refused(200, "ACQ.TRADE_HAS_CLOSE", "交易已经关闭");
        case TRADE_FINISHED -> throw new Refused(200, "ACQ.TRADE_HAS_FINISHED", "交易已完结");
      };
    }
    AlipayTrade trade =
        new AlipayTrade(
            wanted.seller(),
            wanted.outTradeNo(),
            "%s22001%015d"
                .formatted(
                    tx.now().atOffset(AlipayMoney.ZONE).toLocalDate().toString().replace("-", ""),
                    tx.next("alipay-trade")),
            buyer,
            wanted.total(),
            wanted.subject(),
            wanted.storeId(),
            wanted.terminalId(),
            wanted.notifyUrl(),
            wanted.digest(),
            AlipayTrade.Status.WAIT_BUYER_PAY,
            tx.now(),
            wanted.expiresAt(),
            null,
            0,
            "");
    store(trade, tx);
    return trade;
  }

  private static void store(AlipayTrade trade, Transaction tx) {
    tx.put(trade.key(), trade.tradeNo(), trade);
  }

  private Optional<Jobs.Again> paysByThemself(String key) {
    try {
      books.transact(
          tx ->
              tx.find(AlipayTrade.class, key)
                  .filter(trade -> trade.waits(tx.now()))
                  .map(trade -> pay(trade, trade.buyer(), tx)));
    } catch (Refused poor) {
      // A payer who cannot afford it does not pay.
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The money moves, and the merchant is told. */
  AlipayTrade pay(AlipayTrade trade, String buyer, Transaction tx) {
    AlipayPayer payer = tx.find(AlipayPayer.class, buyer).orElseThrow();
    if (!trade.waits(tx.now())) {
      throw new Refused(409, "trade.not-waiting", "the trade does not wait");
    }
    AlipayPayers.mustBeAble(tx, buyer, trade.total());
    AlipayTrade paid = trade.paid(buyer, tx.now());
    store(paid, tx);
    tx.ledger()
        .move(
            Alipay.CHANNEL,
            new Ledger.Reason("CHARGE", trade.tradeNo()),
            payer.account(),
            AlipayMerchants.account(trade.seller()),
            trade.total());
    notifications.tell(tx, paid, Optional.empty());
    return paid;
  }

  /** The trade that a call names. */
  AlipayTrade named(AlipayCall call, Transaction tx) {
    String seller = merchants.of(call).sellerId();
    Fields request = call.business();
    Optional<String> tradeNo = request.optional("trade_no", 64);
    Optional<AlipayTrade> found =
        tradeNo.isPresent()
            ? tx.owned(AlipayTrade.class, tradeNo.get()).stream()
                .filter(trade -> trade.seller().equals(seller))
                .findFirst()
            : tx.find(AlipayTrade.class, AlipayTrade.key(seller, request.text("out_trade_no", 64)));
    return found.orElseThrow(() -> new Refused(200, "ACQ.TRADE_NOT_EXIST", "交易不存在"));
  }

  /** alipay.trade.query. */
  Map<String, Object> query(AlipayCall call, Transaction tx) {
    AlipayTrade trade = named(call, tx);
    Map<String, Object> answer = Alipay.done();
    answer.putAll(paying(trade));
    answer.put("trade_status", trade.statusAt(tx.now()).name());
    if (trade.paidAt() != null) {
      answer.put("send_pay_date", AlipayMoney.time(trade.paidAt()));
    }
    return answer;
  }

  /** What a payment and a query say alike. */
  static Map<String, Object> paying(AlipayTrade trade) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("trade_no", trade.tradeNo());
    view.put("out_trade_no", trade.outTradeNo());
    view.put("buyer_logon_id", "186****7910");
    view.put(
        trade.buyer().matches("2088\\d{12}") ? "buyer_user_id" : "buyer_open_id", trade.buyer());
    view.put("total_amount", AlipayMoney.yuan(trade.total()));
    boolean paid = trade.paidAt() != null;
    String received = AlipayMoney.yuan(paid ? trade.total() : 0);
    view.put("receipt_amount", received);
    view.put("buyer_pay_amount", received);
    view.put("invoice_amount", received);
    view.put("point_amount", "0.00");
    if (paid) {
      view.put(
          "fund_bill_list", List.of(Map.of("fund_channel", "ALIPAYACCOUNT", "amount", received)));
    }
    return view;
  }

  /** alipay.trade.close: one that waits. */
  Map<String, Object> close(AlipayCall call, Transaction tx) {
    AlipayTrade trade = named(call, tx);
    if (!trade.waits(tx.now())) {
      throw new Refused(200, "ACQ.REASON_TRADE_STATUS_INVALID", "交易状态不合法");
    }
    store(trade.closed(""), tx);
    Map<String, Object> answer = Alipay.done();
    answer.put("out_trade_no", trade.outTradeNo());
    answer.put("trade_no", trade.tradeNo());
    return answer;
  }

  /** alipay.trade.cancel: whatever became of it, it is undone; of nothing nothing. */
  Map<String, Object> cancel(AlipayCall call, Transaction tx) {
    Map<String, Object> answer = Alipay.done();
    answer.put("retry_flag", "N");
    answer.put("out_trade_no", call.business().text("out_trade_no", 64));
    AlipayTrade trade;
    try {
      trade = named(call, tx);
    } catch (Refused none) {
      if (!none.code().equals("ACQ.TRADE_NOT_EXIST")) {
        throw none;
      }
      return answer;
    }
    answer.put("trade_no", trade.tradeNo());
    answer.put("action", undone(trade, tx));
    return answer;
  }

  private String undone(AlipayTrade trade, Transaction tx) {
    if (!trade.cancelled().isEmpty()) {
      return trade.cancelled();
    }
    switch (trade.statusAt(tx.now())) {
      case WAIT_BUYER_PAY, TRADE_CLOSED -> {
        String how = trade.paidAt() == null ? "close" : "refund";
        store(trade.closed(how), tx);
        return how;
      }
      case TRADE_SUCCESS -> {
        return undo(trade, tx).cancelled();
      }
      default -> throw new Refused(200, "ACQ.TRADE_HAS_FINISHED", "交易已完结");
    }
  }

  /** Returns the whole of a paid trade, as a cancel does. */
  AlipayTrade undo(AlipayTrade trade, Transaction tx) {
    AlipayRefund whole =
        new AlipayRefund(
            trade.seller(),
            trade.outTradeNo(),
            trade.outTradeNo(),
            trade.total() - trade.refunded(),
            "",
            tx.now());
    giveBack(trade, whole.fen(), "CANCEL", tx);
    AlipayTrade undone = trade.returned(whole.fen()).closed("refund");
    store(undone, tx);
    tx.put(AlipayRefund.key(trade.key(), whole.outRequestNo()), trade.key(), whole);
    return undone;
  }

  /** Money of a paid trade goes back to who paid it. */
  static void giveBack(AlipayTrade trade, long fen, String purpose, Transaction tx) {
    String merchant = AlipayMerchants.account(trade.seller());
    if (tx.ledger().balance(Alipay.CHANNEL, merchant) < fen) {
      throw new Refused(200, "ACQ.SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足");
    }
    AlipayPayer payer = tx.find(AlipayPayer.class, trade.buyer()).orElseThrow();
    tx.ledger()
        .move(
            Alipay.CHANNEL,
            new Ledger.Reason(purpose, trade.tradeNo()),
            merchant,
            payer.account(),
            fen);
  }

  /** A refund of it is on the books. */
  AlipayTrade returned(AlipayTrade trade, AlipayRefund refund, Transaction tx) {
    giveBack(trade, refund.fen(), "REFUND", tx);
    AlipayTrade returned = trade.returned(refund.fen());
    store(returned, tx);
    notifications.tell(tx, returned, Optional.of(refund));
    return returned;
  }
}
