package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every call of the three wallets. */
public final class WalletProbes {
  private static final String ORDERS = "/v3/pay/partner/transactions/";
  private static final String BACK = "/gateway/api/backTransReq.do";
  private static final String TRADE = "alipay.trade.";
  private static final String MEDICAL = "alipay.commerce.medical.";
  private final World world;
  private final String wechatUrl;
  private final String alipayUrl;
  private final String unionpayUrl;
  private final Hospital hospital;
  private final Merchant merchant;
  private final AlipayClient alipay;
  private final AcpClient unionpay;
  private final Map<String, Probe> probes = new HashMap<>();
  private int number;

  public WalletProbes(World world, Callback wechat, Callback alipay, Callback unionpay) {
    this.world = world;
    this.wechatUrl = wechat.url();
    this.alipayUrl = alipay.url();
    this.unionpayUrl = unionpay.url();
    this.hospital = new Hospital(world);
    this.merchant = new Merchant(world);
    this.alipay = new AlipayClient(world);
    this.unionpay = new AcpClient(world);
  }

  public Map<String, Probe> all() {
    wechat();
    wechatMixed();
    alipay();
    alipayMixed();
    unionpay();
    return probes;
  }

  private void effect(String channel, String call, Supplier<Probe.Call> prepared) {
    probes.put(channel + " " + call, Probe.of(true, prepared));
  }

  private void read(String channel, String call, Supplier<Probe.Call> prepared) {
    probes.put(channel + " " + call, Probe.of(false, prepared));
  }

  private String next() {
    number++;
    return "order%06d".formatted(number);
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return World.tree(answer.body());
  }

  private void payer(String channel, String ref, String script) {
    world
        .control(
            "payers",
            Map.of("channel", channel, "ref", ref, "balance", 1_000_000, "script", script))
        .required("ref");
  }

  private String shownCode(String channel, String ref, String script) {
    payer(channel, ref, script);
    return world
        .control("payers/" + ref + "/payment-code", Map.of("channel", channel))
        .required("text")
        .textValue();
  }

  private Map<String, Object> wechatOrder(String no) {
    payer("WECHAT", "openid-1", "manual");
    return merchant.order(no, "openid-1", 300, wechatUrl);
  }

  private Map<String, Object> withoutPayer(Map<String, ?> more) {
    Map<String, Object> order = wechatOrder(next());
    order.remove("payer");
    order.putAll(more);
    return order;
  }

  private String wechatPaid() {
    String no = next();
    payer("WECHAT", "openid-1", "manual");
    merchant.pay(no, "openid-1", 300, wechatUrl);
    return no;
  }

  private static Map<String, ?> browser() {
    return Map.of(
        "scene_info", Map.of("payer_client_ip", "192.0.2.7", "h5_info", Map.of("type", "Wap")));
  }

  private Map<String, Object> byCode(String no, String script) {
    return Merchant.byCode(no, shownCode("WECHAT", "openid-c", script), 300);
  }

  private void wechat() {
    String w = "wechat";
    effect(w, "jsapi", () -> posting(ORDERS + "jsapi", wechatOrder(next())));
    effect(w, "app", () -> posting(ORDERS + "app", withoutPayer(Map.of())));
    effect(w, "native", () -> posting(ORDERS + "native", withoutPayer(Map.of())));
    effect(w, "h5", () -> posting(ORDERS + "h5", withoutPayer(browser())));
    read(
        w,
        "page",
        () -> {
          String url =
              json(merchant.post(ORDERS + "h5", withoutPayer(browser()))).get("h5_url").asText();
          return () -> world.get(url.substring(world.base().length()));
        });
    effect(w, "codepay", () -> posting(ORDERS + "codepay", byCode(next(), "pays")));
    effect(
        w,
        "reverse",
        () -> {
          String no = next();
          ok(merchant.post(ORDERS + "codepay", byCode(no, "password")));
          return posting(Merchant.reversal(no), Merchant.undoing());
        });
    read(w, "query", () -> with(wechatPaid(), merchant::query));
    effect(
        w,
        "close",
        () -> {
          String no = next();
          ok(merchant.post(ORDERS + "jsapi", wechatOrder(no)));
          return () -> merchant.close(no);
        });
    effect(
        w,
        "refund",
        () -> with(wechatPaid(), no -> merchant.refund(no, next(), 100, 300, wechatUrl)));
    read(
        w,
        "refund-query",
        () -> {
          String refund = next();
          ok(merchant.refund(wechatPaid(), refund, 100, 300, wechatUrl));
          return () -> merchant.refundQuery(refund);
        });
    effect(w, "tradebill", () -> with(wechatPaid(), no -> merchant.get(bill())));
    effect(w, "fundflowbill", () -> with(wechatPaid(), no -> merchant.get(flow())));
    read(
        w,
        "download",
        () -> {
          String unused = wechatPaid();
          String url = json(merchant.get(bill())).get("download_url").asText();
          return () -> merchant.get(url.substring(world.base().length()));
        });
    read(w, "certificates", () -> () -> merchant.get("/v3/certificates"));
    effect(
        w,
        "oauth",
        () -> {
          payer("WECHAT", "openid-1", "manual");
          String code =
              world
                  .control("payers/openid-1/oauth-code", Map.of("channel", "WECHAT"))
                  .get("authCode")
                  .asText();
          return () ->
              world.get(
                  "/sns/oauth2/access_token?appid=wx8888888888888888&secret=app-secret"
                      + "&grant_type=authorization_code&code="
                      + code);
        });
  }

  private Probe.Call posting(String target, Map<String, ?> body) {
    return () -> merchant.post(target, body);
  }

  private static Probe.Call with(String no, Function<String, HttpResponse<byte[]>> call) {
    return () -> call.apply(no);
  }

  private static void ok(HttpResponse<byte[]> answer) {
    if (answer.statusCode() >= 300) {
      throw new AssertionError(answer.statusCode() + " " + json(answer));
    }
  }

  private String bill() {
    LocalDate today = LocalDate.ofInstant(world.now(), ZoneOffset.ofHours(8));
    return "/v3/bill/tradebill?bill_date=%s&sub_mchid=%s&bill_type=ALL"
        .formatted(today, World.SUB_MCHID);
  }

  private MixedBill mixedBill(String no) {
    return new MixedBill(world, hospital, wechatUrl).preSettled(no);
  }

  private String flow() {
    LocalDate today = LocalDate.ofInstant(world.now(), ZoneOffset.ofHours(8));
    return "/v3/bill/sub-merchant-fundflowbill?bill_date=%s&sub_mchid=%s&account_type=BASIC"
            .formatted(today, World.SUB_MCHID)
        + "&algorithm=AEAD_AES_256_GCM";
  }

  private String mixed() {
    payer("WECHAT", "openid-1", "manual");
    world
        .control("payers/openid-1/credential", Map.of("name", "张三", "idNumber", Hospital.ID_NUMBER))
        .required("ref");
    return next();
  }

  private void wechatMixed() {
    String w = "wechat";
    Supplier<Map<String, Object>> order = () -> mixedBill(mixed()).wechatOrder();
    effect(w, "med-ins", () -> posting("/v3/med-ins/orders", order.get()));
    read(
        w,
        "med-ins-query",
        () -> {
          Map<String, Object> made = order.get();
          ok(merchant.post("/v3/med-ins/orders", made));
          return () ->
              merchant.get(
                  "/v3/med-ins/orders/out-trade-no/"
                      + made.get("out_trade_no")
                      + "?sub_mchid="
                      + World.SUB_MCHID);
        });
    effect(
        w,
        "med-ins-refund",
        () -> {
          String no = mixed();
          String refund = next();
          MixedBill bill = mixedBill(no);
          String id =
              json(merchant.post("/v3/med-ins/orders", bill.wechatOrder()))
                  .get("mix_trade_no")
                  .asText();
          world
              .control("payers/openid-1/approve", Map.of("prepayId", id, "channel", "WECHAT"))
              .required("status");
          JsonNode returned = new Centre(world).call("refund_Order", bill.refund(false));
          if (!returned.at("/data/refStatus").asText().equals("SUCC")) {
            throw new AssertionError(returned.toString());
          }
          ok(merchant.refund(no, refund, 4_195, 4_195, wechatUrl));
          return posting(
              "/v3/med-ins/refunds/notify?mix_trade_no=" + id,
              Map.of(
                  "sub_mchid", World.SUB_MCHID,
                  "med_refund_total_fee", 13_150,
                  "med_refund_gov_fee", 10_150,
                  "med_refund_self_fee", 3_000,
                  "med_refund_other_fee", 0,
                  "refund_time", "2026-11-21T10:00:00+08:00",
                  "out_refund_no", refund));
        });
  }

  private Map<String, Object> trade(String no, Map<String, ?> more) {
    payer("ALIPAY", "open-1", "manual");
    Map<String, Object> business = new LinkedHashMap<>();
    business.put("out_trade_no", no);
    business.put("total_amount", "3.00");
    business.put("subject", "门诊缴费");
    business.putAll(more);
    return business;
  }

  private Map<String, Object> created(String no) {
    return trade(no, Map.of("op_app_id", "2021000000000001", "buyer_open_id", "open-1"));
  }

  private Probe.Call calling(String method, Map<String, ?> business) {
    return () -> alipay.call(method, business, alipayUrl);
  }

  private Map<String, Object> numbered(String no, Map<String, ?> more) {
    Map<String, Object> business = new HashMap<>(more);
    business.put("out_trade_no", no);
    return business;
  }

  private String alipayPaid() {
    String no = next();
    HttpResponse<byte[]> made = alipay.call(TRADE + "create", created(no), alipayUrl);
    String tradeNo = json(made).at("/alipay_trade_create_response/trade_no").asText();
    world
        .control("payers/open-1/approve", Map.of("prepayId", tradeNo, "channel", "ALIPAY"))
        .required("status");
    return no;
  }

  private void alipay() {
    String a = "alipay";
    effect(a, TRADE + "create", () -> calling(TRADE + "create", created(next())));
    effect(a, TRADE + "precreate", () -> calling(TRADE + "precreate", trade(next(), Map.of())));
    effect(
        a,
        TRADE + "pay",
        () ->
            calling(
                TRADE + "pay",
                trade(
                    next(),
                    Map.of(
                        "scene",
                        "bar_code",
                        "auth_code",
                        shownCode("ALIPAY", "open-2", "manual")))));
    read(a, TRADE + "query", () -> calling(TRADE + "query", numbered(alipayPaid(), Map.of())));
    for (String end : List.of("close", "cancel")) {
      effect(
          a,
          TRADE + end,
          () -> {
            String no = next();
            ok(alipay.call(TRADE + "create", created(no), alipayUrl));
            return calling(TRADE + end, numbered(no, Map.of()));
          });
    }
    Supplier<Map<String, Object>> refund =
        () -> numbered(alipayPaid(), Map.of("refund_amount", "1.00", "out_request_no", "R1"));
    effect(a, TRADE + "refund", () -> calling(TRADE + "refund", refund.get()));
    read(
        a,
        TRADE + "fastpay.refund.query",
        () -> {
          Map<String, Object> asked = refund.get();
          ok(alipay.call(TRADE + "refund", asked, alipayUrl));
          return calling(TRADE + "fastpay.refund.query", asked);
        });
    for (String page : List.of("wap", "page")) {
      Map<String, String> way =
          Map.of("product_code", page.equals("wap") ? "QUICK_WAP_WAY" : "FAST_INSTANT_TRADE_PAY");
      effect(
          a,
          TRADE + page + ".pay",
          () -> {
            Map<String, Object> business = trade(next(), way);
            return () -> alipay.page(TRADE + page + ".pay", business);
          });
    }
    String bill = "alipay.data.dataservice.bill.downloadurl.query";
    Supplier<Map<String, String>> today =
        () ->
            Map.of(
                "bill_type", "trade", "bill_date", AlipayClient.at(world.now()).substring(0, 10));
    effect(a, bill, () -> with(alipayPaid(), no -> alipay.call(bill, today.get(), "")));
    read(
        a,
        "bill",
        () -> {
          String unused = alipayPaid();
          JsonNode link = json(alipay.call(bill, today.get(), ""));
          String url =
              link.at("/alipay_data_dataservice_bill_downloadurl_query_response/bill_download_url")
                  .asText();
          return () -> world.get(url.substring(world.base().length()));
        });
    effect(
        a,
        "alipay.system.oauth.token",
        () -> {
          payer("ALIPAY", "open-1", "manual");
          String code =
              world
                  .control("payers/open-1/oauth-code", Map.of("channel", "ALIPAY"))
                  .get("authCode")
                  .asText();
          return () ->
              alipay.call(
                  "alipay.system.oauth.token",
                  Map.of("grant_type", "authorization_code", "code", code));
        });
  }

  private Map<String, Object> ownPay(String no) {
    payer("ALIPAY", "open-1", "manual");
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("out_trade_no", no);
    order.put("open_id", "open-1");
    order.put("order_type", "OWN_PAY");
    order.put("subject", "门诊缴费");
    order.put("med_org_ord", no);
    order.put("org_no", World.INSTITUTION);
    order.put("industry", "HOSPITAL");
    order.put("insurance_pay_scene", "OUTPATIENT");
    order.put("gmt_out_create", AlipayClient.at(world.now()));
    order.put("gmt_time_expire", AlipayClient.at(world.now().plus(Duration.ofMinutes(10))));
    order.put("total_amount", "3.00");
    order.put("gov_amount", "0.00");
    order.put("account_amount", "0.00");
    order.put("other_amount", "0.00");
    order.put("real_amount", "3.00");
    order.put("result_notify_url", alipayUrl);
    order.put("callback_url", "http://127.0.0.1/back");
    return order;
  }

  private String mixedMade(String no) {
    JsonNode made = json(alipay.call(MEDICAL + "trade.createandpay", ownPay(no), ""));
    String tradeNo =
        made.at("/alipay_commerce_medical_trade_createandpay_response/trade_no").asText();
    if (tradeNo.isEmpty()) {
      throw new AssertionError(made.toString());
    }
    return tradeNo;
  }

  private String mixedPaid() {
    String no = next();
    world
        .control("payers/open-1/approve", Map.of("prepayId", mixedMade(no), "channel", "ALIPAY"))
        .required("status");
    return no;
  }

  private void alipayMixed() {
    String a = "alipay";
    String trade = MEDICAL + "trade.";
    effect(a, trade + "createandpay", () -> calling(trade + "createandpay", ownPay(next())));
    read(a, trade + "query", () -> calling(trade + "query", numbered(mixedPaid(), Map.of())));
    effect(
        a,
        trade + "cancel",
        () -> {
          String no = next();
          String unused = mixedMade(no);
          return calling(trade + "cancel", numbered(no, Map.of()));
        });
    Supplier<Map<String, Object>> refund =
        () -> numbered(mixedPaid(), Map.of("refund_amount", "1.00", "refund_request_no", "R1"));
    effect(a, trade + "refund", () -> calling(trade + "refund", refund.get()));
    read(
        a,
        trade + "refund.query",
        () -> {
          Map<String, Object> asked = refund.get();
          ok(alipay.call(trade + "refund", asked, alipayUrl));
          return calling(trade + "refund.query", asked);
        });
    Supplier<Map<String, Object>> payment =
        () -> {
          payer("ALIPAY", "open-1", "manual");
          return mixedBill(next()).alipayPayment();
        };
    String national = MEDICAL + "payment.";
    effect(a, national + "createandpay", () -> calling(national + "createandpay", payment.get()));
    read(
        a,
        national + "query",
        () -> {
          Map<String, Object> made = payment.get();
          ok(alipay.call(national + "createandpay", made, alipayUrl));
          return calling(
              national + "query", numbered(made.get("out_trade_no").toString(), Map.of()));
        });
    read(
        a,
        "cashier",
        () -> {
          String tradeNo = mixedMade(next());
          return () -> world.get("/alipay/cashier?trade_no=" + tradeNo);
        });
    Supplier<Map<String, Object>> question =
        () -> {
          payer("ALIPAY", "open-1", "manual");
          hospital.insure(0, 0, "0.7", 100, null);
          return Map.of(
              "open_id", "open-1",
              "ol_biz_type_code", "04107",
              "org_app_id", "ORGAPP",
              "org_chnl_crtf_code", "CHANNEL",
              "org_code", World.INSTITUTION,
              "req_biz_no", "Q1",
              "call_url", "http://127.0.0.1/back",
              "extend_params",
                  Map.of(
                      "patient_name", "张三",
                      "patient_cert_type", "01",
                      "patient_cert_no", Hospital.ID_NUMBER));
        };
    String consent = MEDICAL + "authinfo.auth.query";
    effect(a, consent, () -> calling(consent, question.get()));
    read(
        a,
        "insurance-page",
        () -> {
          String url =
              json(alipay.call(consent, question.get(), ""))
                  .at("/alipay_commerce_medical_authinfo_auth_query_response/data/auth_url")
                  .asText();
          return () -> world.get(url.substring(world.base().length()));
        });
  }

  private Map<String, String> acpOrder(String sub, String biz) {
    payer("UNIONPAY", "up-1", "manual");
    return unionpay.payment(sub, biz, next(), 300, unionpayUrl);
  }

  private Map<String, String> acpPaid() {
    Map<String, String> order = acpOrder("01", "000201");
    String tn = unionpay.send("/gateway/api/appTransReq.do", order).get("tn");
    world
        .control("payers/up-1/approve", Map.of("prepayId", tn, "channel", "UNIONPAY"))
        .required("status");
    Map<String, String> found = unionpay.query(order.get("orderId"), order.get("txnTime"));
    return found;
  }

  private Probe.Call acp(String path, Map<String, String> fields) {
    return () -> unionpay.send(path, fields);
  }

  private void unionpay() {
    String u = "unionpay";
    effect(
        u,
        "wap",
        () -> {
          Map<String, String> order = acpOrder("01", "000201");
          order.put("frontUrl", "http://127.0.0.1:9/back");
          return acp("/gateway/api/frontTransReq.do", order);
        });
    effect(u, "app", () -> acp("/gateway/api/appTransReq.do", acpOrder("01", "000201")));
    effect(u, "qr", () -> acp(BACK, acpOrder("07", "000000")));
    effect(
        u,
        "code",
        () -> {
          Map<String, String> order = acpOrder("06", "000000");
          order.put("qrNo", shownCode("UNIONPAY", "up-1", "manual"));
          return acp(BACK, order);
        });
    effect(
        u,
        "cancel",
        () -> acp(BACK, unionpay.back("31", next(), acpPaid().get("queryId"), 300, unionpayUrl)));
    effect(
        u,
        "refund",
        () -> acp(BACK, unionpay.back("04", next(), acpPaid().get("queryId"), 100, unionpayUrl)));
    read(
        u,
        "query",
        () -> {
          Map<String, String> paid = acpPaid();
          Map<String, String> fields = unionpay.common("00", "00", "000000", paid.get("orderId"));
          fields.put("txnTime", paid.get("txnTime"));
          return acp("/gateway/api/queryTrans.do", fields);
        });
    read(
        u,
        "file",
        () -> {
          String unused = acpPaid().get("queryId");
          Map<String, String> fields = unionpay.common("76", "01", "000000", next());
          fields.put("fileType", "00");
          // The settlement day ends at 23:00 in Shanghai.
          String day = AcpClient.time(world.now().plus(Duration.ofHours(1)));
          fields.put("settleDate", day.substring(4, 8));
          return acp("/filedownload/", fields);
        });
  }
}
