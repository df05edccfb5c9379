package org.yima.sandbox.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Everything that the five gateways tell, by what faults know it by. */
public final class Tellings implements AutoCloseable {
  private static final long FEN = 300;
  private static final long BACK = 100;
  private static final String ORDERS = "/v3/pay/partner/transactions/";
  private static final String BACK_TRANS = "/gateway/api/backTransReq.do";
  private static final String INSURER = "/insurers/pingshan/v1";
  private static final long CLAIM = 2_000;

  /** Where what comes before is told, which nobody looks at. */
  private final Callback elsewhere = new Callback(0, 200, "ok");

  private final Callback wechat = new Callback(0);
  private final Callback alipay = new Callback(0, 200, "success");
  private final Callback unionpay = new Callback(0, 200, "ok");
  private final Callback centre = new Callback(0, 200);
  private final Callback insurer = new Callback(0);
  private final World world;
  private final Merchant merchant;
  private final AlipayClient alipays;
  private final AcpClient unionpays;
  private final Hospital hospital;
  private final Port port;
  private final Map<String, Told> all = new HashMap<>();
  private int number;

  /** Starts the world again, as one that tells these. */
  public Tellings(World world) {
    this.world = world;
    this.merchant = new Merchant(world);
    this.alipays = new AlipayClient(world);
    this.unionpays = new AcpClient(world);
    this.hospital = new Hospital(world);
    this.port = new Port(world);
    world.restartNotifying(centre.url(), insurer.url());
    wechat();
    alipay();
    unionpay();
    centre();
    insurer();
  }

  /** By channel and call. */
  public Map<String, Told> all() {
    return Map.copyOf(all);
  }

  @Override
  public void close() {
    List.of(elsewhere, wechat, alipay, unionpay, centre, insurer).forEach(Callback::close);
  }

  private String next() {
    // Wallets have the centre settle, too; what it wants to hear is signed with the time of now.
    centre.say(new String(new Centre(world).reply(true), UTF_8));
    number++;
    return "told%06d".formatted(number);
  }

  private void payer(String channel, String ref, String script) {
    world
        .control(
            "payers",
            Map.of("channel", channel, "ref", ref, "balance", 1_000_000, "script", script))
        .required("ref");
  }

  private void approve(String channel, String ref, String id) {
    JsonNode paid =
        world.control("payers/" + ref + "/approve", Map.of("prepayId", id, "channel", channel));
    if (!paid.path("status").asText().equals("PAID")) {
      throw new AssertionError(paid.toString());
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    if (answer.statusCode() >= 300) {
      throw new AssertionError(answer.statusCode() + " " + World.tree(answer.body()));
    }
    return World.tree(answer.body());
  }

  private String shownCode(String channel, String ref) {
    payer(channel, ref, "manual");
    return world
        .control("payers/" + ref + "/payment-code", Map.of("channel", channel))
        .required("text")
        .textValue();
  }

  private void wechat(String call, String event, long fen, Supplier<String> happens) {
    all.put(
        "wechat " + call,
        new Told(
            wechat,
            happens,
            arrived ->
                arrived.envelope().path("event_type").asText().equals(event)
                    ? arrived.resource().toString()
                    : "",
            arrived -> Merchant.platformSigned(arrived.headers(), arrived.body()),
            "wechat",
            "merchant:" + World.SUB_MCHID,
            fen));
  }

  private void wechat() {
    String paid = "TRANSACTION.SUCCESS";
    Map<String, Map<String, ?>> ways =
        Map.of(
            "app", Map.of(),
            "native", Map.of(),
            "h5",
                Map.of(
                    "scene_info",
                    Map.of("payer_client_ip", "192.0.2.7", "h5_info", Map.of("type", "Wap"))));
    ways.forEach((way, more) -> wechat(way, paid, FEN, () -> wechatPaid(way, more)));
    Supplier<String> inTheWallet =
        () -> {
          payer("WECHAT", "openid-1", "manual");
          String no = next();
          merchant.pay(no, "openid-1", FEN, wechat.url());
          return no;
        };
    wechat("jsapi", paid, FEN, inTheWallet);
    wechat("notify", paid, FEN, inTheWallet);
    wechat(
        "refund",
        "REFUND.SUCCESS",
        FEN - BACK,
        () -> {
          payer("WECHAT", "openid-1", "manual");
          String no = next();
          merchant.pay(no, "openid-1", FEN, elsewhere.url());
          json(merchant.refund(no, "R" + no, BACK, FEN, wechat.url())).required("refund_id");
          return no;
        });
    wechat(
        "med-ins",
        "MEDICAL_INSURANCE.SUCCESS",
        4_195,
        () -> {
          payer("WECHAT", "openid-1", "manual");
          world
              .control(
                  "payers/openid-1/credential",
                  Map.of("name", "张三", "idNumber", Hospital.ID_NUMBER))
              .required("ref");
          String no = next();
          Map<String, Object> order =
              new MixedBill(world, hospital, wechat.url()).preSettled(no).wechatOrder();
          String id =
              json(merchant.post("/v3/med-ins/orders", order)).required("mix_trade_no").asText();
          approve("WECHAT", "openid-1", id);
          return no;
        });
  }

  private String wechatPaid(String way, Map<String, ?> more) {
    payer("WECHAT", "openid-1", "manual");
    String no = next();
    Map<String, Object> order = merchant.order(no, "openid-1", FEN, wechat.url());
    order.remove("payer");
    order.putAll(more);
    JsonNode made = json(merchant.post(ORDERS + way, order));
    String id =
        switch (way) {
          case "app" -> made.required("prepay_id").asText();
          case "native" -> made.required("code_url").asText();
          default -> made.required("h5_url").asText().replaceAll(".*prepay_id=([^&]*).*", "$1");
        };
    approve("WECHAT", "openid-1", id);
    return no;
  }

  private void alipay(
      String call, Predicate<Map<String, String>> is, long fen, Supplier<String> happens) {
    all.put(
        "alipay " + call,
        new Told(
            alipay,
            happens,
            arrived -> {
              Map<String, String> fields = AcpClient.form(arrived.body());
              return is.test(fields) ? fields.toString() : "";
            },
            arrived -> AlipayClient.signed(AcpClient.form(arrived.body())),
            "alipay",
            "merchant:" + AlipayClient.SELLER,
            fen));
  }

  private String alipayPaid() {
    payer("ALIPAY", "open-1", "manual");
    String no = next();
    Map<String, Object> trade =
        Map.of(
            "out_trade_no", no,
            "total_amount", "3.00",
            "subject", "门诊缴费",
            "op_app_id", "2021000000000001",
            "buyer_open_id", "open-1");
    String id =
        json(alipays.call("alipay.trade.create", trade, alipay.url()))
            .at("/alipay_trade_create_response/trade_no")
            .asText();
    approve("ALIPAY", "open-1", id);
    return no;
  }

  private void alipay() {
    alipay("trade", fields -> !fields.containsKey("out_biz_no"), FEN, this::alipayPaid);
    alipay("notify", fields -> !fields.containsKey("out_biz_no"), FEN, this::alipayPaid);
    alipay(
        "refund",
        fields -> fields.containsKey("out_biz_no"),
        FEN - BACK,
        () -> {
          String no = alipayPaid();
          Map<String, String> back =
              Map.of("out_trade_no", no, "refund_amount", "1.00", "out_request_no", "R1");
          json(alipays.call("alipay.trade.refund", back, "")).required("sign");
          return no;
        });
    alipay(
        "mixed",
        fields -> !fields.get("notify_type").equals("trade_status_sync"),
        4_195,
        () -> {
          payer("ALIPAY", "open-1", "manual");
          String no = next();
          Map<String, Object> order =
              new MixedBill(world, hospital, alipay.url()).preSettled(no).alipayPayment();
          JsonNode made =
              json(
                  alipays.call(
                      "alipay.commerce.medical.payment.createandpay", order, alipay.url()));
          approve("ALIPAY", "open-1", waiting("ALIPAY", no, made));
          return no;
        });
  }

  /** What its payer names an order by. */
  private String waiting(String channel, String no, Object made) {
    for (JsonNode order : World.tree(world.get("/control/orders").body()).path("items")) {
      if (order.path("channel").asText().equals(channel)
          && order.path("outTradeNo").asText().equals(no)) {
        return order.path("prepayId").asText();
      }
    }
    throw new AssertionError(no + " waits for nobody: " + made);
  }

  private void unionpay(String call, long fen, Supplier<String> happens) {
    all.put(
        "unionpay " + call,
        new Told(
            unionpay,
            happens,
            arrived -> AcpClient.form(arrived.body()).toString(),
            arrived -> unionpays.verifies(AcpClient.form(arrived.body())),
            "unionpay",
            "merchant:" + World.ACP_MERCHANT,
            fen));
  }

  private Map<String, String> acpOrder(String sub, String biz, String url) {
    payer("UNIONPAY", "up-1", "manual");
    return unionpays.payment(sub, biz, next(), FEN, url);
  }

  private String acpPaid(Map<String, String> order) {
    String no = order.get("orderId");
    approve("UNIONPAY", "up-1", waiting("UNIONPAY", no, order));
    return no;
  }

  private Map<String, String> acpPaidElsewhere() {
    Map<String, String> order = acpOrder("01", "000201", elsewhere.url());
    done(unionpays.send("/gateway/api/appTransReq.do", order));
    return unionpays.query(acpPaid(order), order.get("txnTime"));
  }

  private void unionpay() {
    Supplier<String> byApp =
        () -> {
          Map<String, String> order = acpOrder("01", "000201", unionpay.url());
          done(unionpays.send("/gateway/api/appTransReq.do", order));
          return acpPaid(order);
        };
    unionpay("app", FEN, byApp);
    unionpay("notify", FEN, byApp);
    unionpay(
        "qr",
        FEN,
        () -> {
          Map<String, String> order = acpOrder("07", "000000", unionpay.url());
          done(unionpays.send(BACK_TRANS, order));
          return acpPaid(order);
        });
    unionpay(
        "wap",
        FEN,
        () -> {
          Map<String, String> order = acpOrder("01", "000201", unionpay.url());
          order.put("frontUrl", "http://127.0.0.1:9/back");
          order.put("signature", AcpClient.sign(order));
          if (unionpays.post("/gateway/api/frontTransReq.do", order).statusCode() != 200) {
            throw new AssertionError("no page");
          }
          return acpPaid(order);
        });
    unionpay(
        "code",
        FEN,
        () -> {
          Map<String, String> order = acpOrder("06", "000000", unionpay.url());
          order.put("qrNo", shownCode("UNIONPAY", "up-2"));
          done(unionpays.send(BACK_TRANS, order));
          return order.get("orderId");
        });
    Map.of("refund", "04", "cancel", "31")
        .forEach(
            (call, type) -> {
              long back = type.equals("31") ? FEN : BACK;
              unionpay(
                  call,
                  FEN - back,
                  () -> {
                    String no = next();
                    String of = acpPaidElsewhere().get("queryId");
                    done(
                        unionpays.send(
                            BACK_TRANS, unionpays.back(type, no, of, back, unionpay.url())));
                    return no;
                  });
            });
  }

  private static void done(Map<String, String> answer) {
    if (!answer.get("respCode").equals("00")) {
      throw new AssertionError(answer.toString());
    }
  }

  private void centre() {
    Told told =
        new Told(
            centre,
            () -> {
              String no = next();
              hospital.insure(3_000, 0, "0.7", 1_000_000, null);
              String order =
                  new MixedBill(world, hospital, elsewhere.url()).preSettled(no).payOrdId();
              world.control("mobile-orders/" + order + "/pay", Map.of()).required("ordStas");
              return no;
            },
            arrived -> {
              JsonNode envelope = World.tree(arrived.body());
              boolean unused = Centre.signed(envelope);
              return envelope.path("data").toString();
            },
            arrived -> Centre.signed(World.tree(arrived.body())),
            "bureau",
            "institution:" + World.INSTITUTION,
            17_345);
    all.put("mobile-pay 6302", told);
    all.put("mobile-pay notify", told);
  }

  private void insurer() {
    all.put(
        "insurer notify",
        new Told(
            insurer,
            this::claimed,
            arrived -> World.tree(arrived.body()).toString(),
            arrived -> Port.signed(arrived, "/notify"),
            "insurer",
            "institution:" + World.INSTITUTION,
            CLAIM));
  }

  private String claimed() {
    String policy =
        world
            .control(
                "policies",
                Map.of(
                    "insurerId", "pingshan",
                    "policyNumber", "P-TOLD",
                    "idNumber", Hospital.ID_NUMBER,
                    "name", "张三",
                    "kind", "DIRECT",
                    "ratio", 0.8,
                    "limit", 1_000_000))
            .required("policyRef")
            .textValue();
    String no = next();
    Map<String, Object> quote = new LinkedHashMap<>();
    quote.put("quoteId", "Q" + no);
    quote.put("policyRef", policy);
    quote.put("institution", Map.of("code", World.INSTITUTION, "name", "第一人民医院"));
    quote.put(
        "bill",
        Map.of(
            "id",
            "B" + no,
            "version",
            1,
            "total",
            10_000,
            "lines",
            List.of(Map.of("lineNo", 1, "code", "C", "name", "药", "amount", 10_000))));
    quote.put("basic", Map.of("fundShare", 6_000, "accountShare", 0, "selfPay", 4_000));
    json(port.post(INSURER + "/quotes", quote)).required("covered");
    json(port.post(
            INSURER + "/guarantees",
            Map.of("guaranteeId", "G" + no, "quoteId", "Q" + no, "amount", CLAIM)))
        .required("status");
    json(port.post(
            INSURER + "/claims",
            Map.of(
                "claimId",
                no,
                "guaranteeId",
                "G" + no,
                "amount",
                CLAIM,
                "settlement",
                Map.of("setlId", "S1", "fundShare", 6_000, "accountShare", 0, "selfPay", 4_000))))
        .required("status");
    world.control("insurers/pingshan/pay", Map.of()).required("paid");
    return no;
  }
}
