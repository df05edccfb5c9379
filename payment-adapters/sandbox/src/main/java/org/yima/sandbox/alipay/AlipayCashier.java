package org.yima.sandbox.alipay;

import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Page;
import org.yima.sandbox.http.Refused;

/**
 * Orders that whoever opens them may pay: a code to be scanned, a signed text for the app's SDK, a
 * link for a browser. There is no trade before somebody opens one.
 */
final class AlipayCashier {
  private static final Map<String, String> PRODUCTS =
      Map.of(
          "alipay.trade.app.pay", "QUICK_MSECURITY_PAY",
          "alipay.trade.wap.pay", "QUICK_WAP_WAY",
          "alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY");

  private final AlipayDoor door;
  private final AlipayTrades trades;
  private final SecureRandom random;

  AlipayCashier(AlipayDoor door, AlipayTrades trades, SecureRandom random) {
    this.door = door;
    this.trades = trades;
    this.random = random;
  }

  private record AlipayOffer(String code, AlipayTrade wanted) {}

  private static String offerKey(AlipayTrade wanted) {
    return "offer:" + wanted.key();
  }

  /** alipay.trade.precreate: a code; the same for the same order. */
  Map<String, Object> precreate(AlipayCall call, Transaction tx) {
    AlipayOffer offer = offered(trades.wanted(call, "FACE_TO_FACE_PAYMENT", tx), tx);
    Map<String, Object> answer = Alipay.done();
    answer.put("out_trade_no", offer.wanted().outTradeNo());
    answer.put("qr_code", offer.code());
    return answer;
  }

  /** A code for whoever wants to try. */
  String offered(PayerChannel.Trial trial, Transaction tx) {
    return offered(trades.wanted(trial, tx), tx).code();
  }

  private AlipayOffer offered(AlipayTrade wanted, Transaction tx) {
    Optional<AlipayOffer> earlier = tx.find(AlipayOffer.class, offerKey(wanted));
    if (earlier.isPresent() && !earlier.get().wanted().digest().equals(wanted.digest())) {
      throw new Refused(200, "ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
    }
    if (tx.find(AlipayTrade.class, wanted.key()).isPresent()) {
      // Somebody opened it: what became of it decides.
      AlipayTrade unused = trades.made(wanted, "", tx);
    }
    AlipayOffer offer =
        earlier.orElseGet(() -> new AlipayOffer("https://qr.alipay.com/bax" + drawn(), wanted));
    tx.put(offerKey(wanted), offer.code(), offer);
    return offer;
  }

  /**
   * The trade of what a payer opens: its number, a code, a signed text or a link.
   *
   * @return a trade that is there now, whoever is to pay it
   */
  AlipayTrade opened(String what, String payer, Transaction tx) {
    if (what.contains("method=alipay.trade.")) {
      return opened(signed(what), payer, tx);
    }
    return tx.owned(AlipayOffer.class, what).stream()
        .findFirst()
        .map(offer -> trades.made(offer.wanted(), payer, tx))
        .or(() -> tx.owned(AlipayTrade.class, what).stream().findFirst())
        .orElseThrow(() -> new Refused(404, "prepay.unknown", "no such order waits"));
  }

  /** Whether there is such a thing to open, and not another payer's; nothing is opened by it. */
  void mustKnow(String what, String payer, Transaction tx) {
    if (what.contains("method=alipay.trade.")) {
      AlipayCall unused = signed(what);
      return;
    }
    Optional<AlipayTrade> trade = tx.owned(AlipayTrade.class, what).stream().findFirst();
    if (trade.isEmpty() && tx.owned(AlipayOffer.class, what).isEmpty()) {
      throw new Refused(404, "prepay.unknown", "no such order waits");
    }
    if (trade.filter(it -> !it.buyer().isEmpty() && !it.buyer().equals(payer)).isPresent()) {
      throw new Refused(403, "payer.other", "another payer's order");
    }
  }

  private AlipayTrade opened(AlipayCall call, String payer, Transaction tx) {
    String product = PRODUCTS.get(call.method());
    if (product == null) {
      throw new Refused(200, "isv.invalid-method", "不存在的方法名");
    }
    return trades.made(trades.wanted(call, product, tx), payer, tx);
  }

  /** What a merchant signed and gave to a payer; it may be opened long after. */
  private AlipayCall signed(String text) {
    String query = text.substring(text.indexOf('?') + 1);
    Map<String, String> parameters = new TreeMap<>(AlipayDoor.read(query));
    door.verify(parameters);
    return new AlipayCall(
        new Call("GET", URI.create("/"), Map.of(), new byte[0], Map.of()), parameters);
  }

  /** The methods that are pages. */
  static Set<String> pages() {
    return PRODUCTS.keySet().stream()
        .filter(AlipayCashier::isPage)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a browser's form may ask for it; the app's text is for its SDK alone. */
  static boolean isPage(String method) {
    return PRODUCTS.containsKey(method) && !method.equals("alipay.trade.app.pay");
  }

  /** GET or POST of a link: the page where a payer would confirm. */
  Answer page(Call call, Transaction tx) {
    AlipayCall asked = new AlipayCall(call, door.parameters(call));
    AlipayTrade trade = opened(asked, "", tx);
    return Page.cashier("支付宝", trade.subject(), trade.total(), trade.tradeNo());
  }

  /** What waits: trades with their payer, and codes that nobody has scanned. */
  List<PayerChannel.Waiting> waiting(Transaction tx) {
    List<PayerChannel.Waiting> trades =
        tx.all(AlipayTrade.class).stream()
            .filter(trade -> trade.waits(tx.now()))
            .map(trade -> waiting(trade, trade.tradeNo()))
            .toList();
    List<PayerChannel.Waiting> all = new ArrayList<>(trades);
    tx.all(AlipayOffer.class).stream()
        .filter(offer -> tx.find(AlipayTrade.class, offer.wanted().key()).isEmpty())
        .filter(offer -> offer.wanted().waits(tx.now()))
        .forEach(offer -> all.add(waiting(offer.wanted(), offer.code())));
    return all;
  }

  private static PayerChannel.Waiting waiting(AlipayTrade trade, String id) {
    return new PayerChannel.Waiting(
        trade.buyer(),
        id,
        trade.outTradeNo(),
        trade.seller(),
        trade.subject(),
        trade.total(),
        trade.expiresAt());
  }

  private String drawn() {
    byte[] drawn = new byte[10];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
