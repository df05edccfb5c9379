package org.yima.sandbox.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;

/** The control calls about payers, whatever their wallet. */
public final class Payers {
  private final List<PayerChannel> channels;

  public Payers(List<PayerChannel> channels) {
    this.channels = List.copyOf(channels);
  }

  public List<Route> routes() {
    return List.of(
        route("POST", "/control/payers", "payers", this::create),
        route("GET", "/control/payers", "payers", this::all),
        route("GET", "/control/orders", "orders", this::waiting),
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
        route(
            "POST",
            "/control/payers/{ref}/approve",
            "approve",
            (call, tx) -> of(call, tx).approve(call.parameter("ref"), id(call.json()), tx)),
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

  /** GET /control/payers: everybody, with what they have, and the wallets there are. */
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
        Map.of("items", items, "channels", channels.stream().map(PayerChannel::name).toList()));
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
