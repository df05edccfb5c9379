package org.yima.sandbox.alipay;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.payers.WalletPayer;

/** People with an Alipay account, and the exchange that tells who one is. */
final class AlipayPayers implements PayerChannel {
  private static final Duration CODE_LIFE = Duration.ofMinutes(3);

  private final AlipayTrades trades;
  private final AlipayCashier cashier;
  private final AlipayCodes codes;
  private final AlipayMixed mixed;
  private final AlipayPayments payments;
  private final SecureRandom random;

  AlipayPayers(
      AlipayTrades trades,
      AlipayCashier cashier,
      AlipayCodes codes,
      AlipayMixed mixed,
      AlipayPayments payments,
      SecureRandom random) {
    this.trades = trades;
    this.cashier = cashier;
    this.codes = codes;
    this.mixed = mixed;
    this.payments = payments;
    this.random = random;
  }

  private record AlipayOauthCode(String code, String ref, Instant expiresAt) {}

  @Override
  public String name() {
    return "ALIPAY";
  }

  @Override
  public boolean has(Transaction tx, String ref) {
    return tx.find(AlipayPayer.class, ref).isPresent();
  }

  @Override
  public Answer create(Fields request, Transaction tx) {
    String ref = WalletPayer.create(Alipay.CHANNEL, 64, request, tx).ref();
    AlipayPayer payer =
        new AlipayPayer(
            ref,
            request.optional("idNumber", 18).orElse("").toUpperCase(Locale.ROOT),
            request.texts("relatives", 20),
            request.optional("script", 64).orElse("manual"));
    tx.put(ref, "", payer);
    return Answer.json(200, Map.of("ref", ref));
  }

  @Override
  public List<Payer> payers(Transaction tx) {
    return Payer.of(tx, Alipay.CHANNEL);
  }

  /** What the wallet tells its payer before any money moves. */
  static void mustBeAble(Transaction tx, String ref, long fen) {
    WalletPayer.find(tx, Alipay.CHANNEL, ref)
        .orElseThrow()
        .hindrance(tx, fen)
        .ifPresent(
            what -> {
              throw what.refusal();
            });
  }

  @Override
  public Answer oauthCode(String ref, Transaction tx) {
    String code = drawn(16);
    tx.put(code, ref, new AlipayOauthCode(code, ref, tx.now().plus(CODE_LIFE)));
    return Answer.json(200, Map.of("authCode", code));
  }

  @Override
  public List<Waiting> waiting(Transaction tx) {
    List<Waiting> all = new ArrayList<>(cashier.waiting(tx));
    // The cash of an insured order is paid with it and never alone.
    all.removeIf(one -> payments.named(tx, one.id()).isPresent());
    all.addAll(mixed.waiting(tx));
    all.addAll(payments.waiting(tx));
    return all;
  }

  /** As a code to be scanned. */
  @Override
  public Answer order(Trial trial, Transaction tx) {
    return trial.made(cashier.offered(trial, tx));
  }

  @Override
  public void mustKnow(String ref, String id, Transaction tx) {
    if (!mixed.has(tx, id) && payments.named(tx, id).isEmpty()) {
      cashier.mustKnow(id, ref, tx);
    }
  }

  /** {@code id}: a trade's number, a code that was scanned, a text for the SDK, or a link. */
  @Override
  public Answer approve(String ref, String id, Transaction tx) {
    AlipayPayer payer = tx.find(AlipayPayer.class, ref).orElseThrow();
    if (payer.neverPays()) {
      throw new Refused(403, "payer.never", "this payer never pays");
    }
    if (mixed.has(tx, id)) {
      return mixed.approve(tx, payer, id);
    }
    Optional<AlipayPaymentOrder> insured = payments.named(tx, id);
    if (insured.isPresent()) {
      return payments.approve(tx, payer, insured.get());
    }
    AlipayTrade paid = trades.pay(of(ref, id, tx), ref, tx);
    return Answer.json(200, Map.of("status", "PAID", "transactionId", paid.tradeNo()));
  }

  /** In Alipay a payer just goes away: the trade waits until it is closed. */
  @Override
  public Answer decline(String ref, String id, Transaction tx) {
    if (mixed.has(tx, id) || payments.named(tx, id).isPresent()) {
      return Answer.json(200, Map.of("status", "INIT"));
    }
    return Answer.json(200, Map.of("status", of(ref, id, tx).statusAt(tx.now()).name()));
  }

  private AlipayTrade of(String ref, String id, Transaction tx) {
    AlipayTrade trade = cashier.opened(id, ref, tx);
    if (!trade.buyer().isEmpty() && !trade.buyer().equals(ref)) {
      throw new Refused(403, "payer.other", "another payer's order");
    }
    return trade;
  }

  @Override
  public Answer paymentCode(String ref, Transaction tx) {
    return codes.show(ref, tx);
  }

  private String drawn(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  /** alipay.system.oauth.token, whose fields stand beside the business. */
  Map<String, Object> token(AlipayCall call, Transaction tx) {
    if (!call.parameter("grant_type").equals("authorization_code")) {
      throw new Refused(200, "isv.grant-type-invalid", "授权类型不支持");
    }
    Optional<AlipayOauthCode> code =
        tx.find(AlipayOauthCode.class, call.parameter("code"))
            .filter(c -> tx.now().isBefore(c.expiresAt()));
    if (code.isEmpty()) {
      throw new Refused(200, "isv.code-invalid", "授权码无效");
    }
    tx.remove(AlipayOauthCode.class, code.get().code());
    return granted(code.get().ref());
  }

  private Map<String, Object> granted(String ref) {
    Map<String, Object> granted = new LinkedHashMap<>();
    granted.put(ref.matches("2088\\d{12}") ? "user_id" : "open_id", ref);
    granted.put("access_token", "authusrB" + drawn(16));
    granted.put("expires_in", "1296000");
    granted.put("refresh_token", "authusrB" + drawn(16));
    granted.put("re_expires_in", "2592000");
    return granted;
  }
}
