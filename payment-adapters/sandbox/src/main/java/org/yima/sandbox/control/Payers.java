package org.yima.sandbox.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.payers.WalletPayer;

/** The control calls about payers, whatever their wallet. */
public final class Payers {
  private final List<PayerChannel> channels;
  private final Openings openings;

  public Payers(List<PayerChannel> channels, Openings openings) {
    this.channels = List.copyOf(channels);
    this.openings = openings;
    openings.of(channels);
  }

  public List<Route> routes() {
    return List.of(
        route("POST", "/control/payers", "payers", this::create),
        route("GET", "/control/payers", "payers", this::all),
        route("GET", "/control/orders", "orders", this::waiting),
        route("POST", "/control/orders", "orders", this::order),
        Route.of(
            "POST",
            "/control/heard/{wallet}",
            "merchant",
            "notified",
            new OpenDoor(),
            (call, tx) -> heard(call.parameter("wallet"))),
        route(
            "POST",
            "/control/payers/{ref}/oauth-code",
            "oauth-code",
            (call, tx) -> of(call, tx).oauthCode(call.parameter("ref"), tx)),
        route(
            "POST",
            "/control/payers/{ref}/payment-code",
            "payment-code",
            (call, tx) -> of(call, tx).paymentCode(call.parameter("ref"), tx)),
        route("POST", "/control/payers/{ref}/open", "open", this::open),
        route("POST", "/control/payers/{ref}/approve", "approve", this::approve),
        route(
            "POST",
            "/control/payers/{ref}/decline",
            "decline",
            (call, tx) -> of(call, tx).decline(call.parameter("ref"), id(call.json()), tx)));
  }

  private static Route route(String method, String path, String name, Route.Handler handler) {
    return Route.of(method, path, "control", name, new OpenDoor(), handler);
  }

  /** POST /control/payers {channel, ref, balance, script?}. */
  private Answer create(Call call, Transaction tx) {
    Fields request = call.json();
    return channel(request.text("channel", 16)).create(request, tx);
  }

  /**
   * GET /control/payers: everybody, with what they have, the wallets there are, and whose orders
   * can be tried.
   */
  private Answer all(Call call, Transaction tx) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (PayerChannel channel : channels) {
      for (PayerChannel.Payer payer : channel.payers(tx)) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("channel", channel.name());
        item.put("ref", payer.ref());
        item.put("script", payer.script());
        item.put("balance", payer.balance());
        items.add(item);
      }
    }
    return Answer.json(
        200,
        Map.of(
            "items",
            items,
            "channels",
            channels.stream().filter(PayerChannel::isWallet).map(PayerChannel::name).toList(),
            "orders",
            channels.stream().filter(PayerChannel::takesTrials).map(PayerChannel::name).toList()));
  }

  /**
   * POST /control/orders {channel, total, description?, payer?, notifyUrl?}: one to try the wallet
   * with, or the payment centre.
   */
  private Answer order(Call call, Transaction tx) {
    Fields request = call.json();
    String local = "http://" + call.header("host").orElse("127.0.0.1");
    String wallet = request.text("channel", 16);
    String told = request.optional("notifyUrl", 250).orElse(local + "/control/heard/" + wallet);
    if (!told.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw request.bad("notifyUrl", "must be an address");
    }
    return channel(wallet)
        .order(
            new PayerChannel.Trial(
                "TRY%09d".formatted(tx.next("trial-order")),
                request.optional("description", 10).orElse("试一试"),
                request.whole("total", 1, 100_000_000),
                request.optional("payer", 64).orElse(""),
                told),
            tx);
  }

  /** The merchant of an order that was made to try: says what the wallet wants to hear. */
  private static Answer heard(String wallet) {
    return switch (wallet) {
      case "ALIPAY" -> text("success");
      case "UNIONPAY" -> text("ok");
      default -> Answer.empty();
    };
  }

  private static Answer text(String said) {
    return new Answer(
        200, Map.of("Content-Type", "text/plain"), said.getBytes(StandardCharsets.US_ASCII));
  }

  /** GET /control/orders: what waits for a payer, for the page and for tests. */
  private Answer waiting(Call call, Transaction tx) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (PayerChannel channel : channels) {
      channel.waiting(tx).forEach(order -> items.add(view(channel, order)));
    }
    return Answer.json(200, Map.of("items", items));
  }

  private static Map<String, Object> view(PayerChannel channel, PayerChannel.Waiting order) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("channel", channel.name());
    item.put("payer", order.payer());
    item.put("prepayId", order.id());
    item.put("outTradeNo", order.orderNumber());
    item.put("merchant", order.merchant());
    item.put("description", order.description());
    item.put("total", order.total());
    item.put("expiresAt", order.expiresAt());
    return item;
  }

  /** POST /control/payers/{ref}/open {prepayId, channel?}: from here on as their script says. */
  private Answer open(Call call, Transaction tx) {
    PayerChannel channel = of(call, tx);
    String ref = call.parameter("ref");
    WalletPayer payer =
        WalletPayer.find(tx, channel.name().toLowerCase(Locale.ROOT), ref)
            .orElseThrow(() -> new Refused(409, "payer.no-wallet", "nobody here has a script"));
    String id = id(call.json());
    channel.mustKnow(ref, id, tx);
    openings.opened(tx, channel.name(), ref, id, payer.behaviour());
    return Answer.json(200, Map.of("status", "OPENED", "script", payer.behaviour().script()));
  }

  /** POST /control/payers/{ref}/approve {prepayId, channel?, password?}. */
  private Answer approve(Call call, Transaction tx) {
    PayerChannel channel = of(call, tx);
    String ref = call.parameter("ref");
    Fields request = call.json();
    Optional<WalletPayer.Mistyped> mistyped =
        WalletPayer.find(tx, channel.name().toLowerCase(Locale.ROOT), ref)
            .flatMap(payer -> payer.type(request.optional("password", 32).orElse(""), tx));
    // What was mistyped is kept, so it is answered and not thrown.
    return mistyped.isPresent()
        ? channel.mistyped(ref, id(request), mistyped.get(), tx)
        : channel.approve(ref, id(request), tx);
  }

  private static String id(Fields request) {
    return request.text("prepayId", 8192);
  }

  private PayerChannel channel(String name) {
    return channels.stream()
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refused(400, "channel.unknown", "no such wallet here"));
  }

  /**
   * The wallet of a payer. A person may have several under one ref: then {@code channel} says which
   * is meant, else the first is.
   */
  private PayerChannel of(Call call, Transaction tx) {
    String ref = call.parameter("ref");
    String wanted = call.body().length == 0 ? "" : call.json().optional("channel", 16).orElse("");
    return channels.stream()
        .filter(channel -> wanted.isEmpty() || channel.name().equals(wanted))
        .filter(channel -> channel.has(tx, ref))
        .findFirst()
        .orElseThrow(() -> new Refused(404, "payer.unknown", "no such payer"));
  }
}
