package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every call of e-invoices, short messages, the identity check and the card centre. */
public final class PortProbes {
  private final World world;
  private final Port port;
  private final Issuer issuer;
  private final CardOffice office;
  private final Map<String, Probe> probes = new HashMap<>();
  private int number;

  public PortProbes(World world) {
    this.world = world;
    this.port = new Port(world);
    this.issuer = new Issuer(world);
    this.office = new CardOffice(world);
  }

  public Map<String, Probe> all() {
    ports();
    invoices();
    papers();
    cards();
    openPlatform();
    return probes;
  }

  private void add(String call, boolean effect, Supplier<Probe.Call> prepared) {
    probes.put(call, Probe.of(effect, prepared));
  }

  private String next() {
    number++;
    return "request%06d".formatted(number);
  }

  private Map<String, ?> message(String id) {
    return Map.of(
        "messageId",
        id,
        "phone",
        "13800000001",
        "template",
        "login-otp",
        "params",
        Map.of("code", "123456"));
  }

  private Map<String, ?> person(String id) {
    world
        .control(
            "identities",
            Map.of("name", "张三", "idNumber", Hospital.ID_NUMBER, "phone", "13800000001"))
        .required("status");
    return Map.of(
        "requestId", id, "name", "张三", "idType", "RESIDENT_ID", "idNumber", Hospital.ID_NUMBER);
  }

  private void ports() {
    add("sms messages", true, () -> posting("/sms/v1/messages", message(next())));
    add(
        "sms message-query",
        false,
        () -> {
          String id = next();
          var unused = port.post("/sms/v1/messages", message(id));
          return () -> port.get("/sms/v1/messages/" + id);
        });
    add("identity verify", true, () -> posting("/identity/v1/verify", person(next())));
    add("identity face", true, () -> posting("/identity/v1/faces", person(next())));
    add(
        "identity face-result",
        false,
        () -> {
          String id = next();
          var unused = port.post("/identity/v1/faces", person(id));
          return posting("/identity/v1/faces/result", Map.of("requestId", id));
        });
  }

  private Probe.Call posting(String path, Map<String, ?> body) {
    return () -> port.post(path, body);
  }

  private Map<String, Object> bill(String type) {
    Map<String, Object> bill = new LinkedHashMap<>();
    bill.put("busNo", next());
    bill.put("busType", type);
    bill.put("payer", "张三");
    bill.put("payee", "收费员");
    bill.put("author", "开票员");
    bill.put("placeCode", Issuer.PLACE);
    bill.put("busDateTime", "20261121100000000");
    bill.put("totalAmt", "12.30");
    bill.put(
        "chargeDetail", List.of(Map.of("chargeCode", "01", "chargeName", "药费", "amt", "12.30")));
    return bill;
  }

  private JsonNode issued() {
    return Issuer.message(issuer.call("invoiceEBillOutpatient", bill("02")));
  }

  private Map<String, Object> of(JsonNode invoice) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("billBatchCode", invoice.get("billBatchCode").asText());
    named.put("billNo", invoice.get("billNo").asText());
    named.put("placeCode", Issuer.PLACE);
    named.put("busDateTime", "20261121100000000");
    named.put("operator", "开票员");
    named.put("author", "开票员");
    named.put("reason", "退费");
    return named;
  }

  private void invoice(String call, boolean effect, Supplier<Map<String, Object>> content) {
    add(
        "einvoice " + call,
        effect,
        () -> {
          Map<String, Object> ready = content.get();
          return () -> issuer.call(call, ready);
        });
  }

  private void invoices() {
    invoice("invoiceEBillOutpatient", true, () -> bill("02"));
    invoice("invEBillHospitalized", true, () -> bill("01"));
    invoice("invEBillRegistration", true, () -> bill("06"));
    invoice("invEBillCheckUp", true, () -> bill("03"));
    invoice("writeOffEBill", true, () -> of(issued()));
    invoice("getEBillStatesByBillInfo", false, () -> of(issued()));
  }

  private Map<String, Object> form() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("placeCode", Issuer.PLACE);
    form.put("pBillBatchCode", "99000001");
    return form;
  }

  private Map<String, Object> onForm(Map<String, Object> invoice) {
    Map<String, Object> printed = new LinkedHashMap<>(invoice);
    printed.putAll(form());
    printed.put(
        "pBillNo", Issuer.message(issuer.call("getPaperBillNo", form())).get("pBillNo").asText());
    return printed;
  }

  private Map<String, Object> printed() {
    Map<String, Object> printed = onForm(of(issued()));
    JsonNode unused = Issuer.message(issuer.call("turnPaper", printed));
    return printed;
  }

  private void papers() {
    invoice("getPaperBillNo", false, this::form);
    invoice("turnPaper", true, () -> onForm(of(issued())));
    invoice("reTurnPaper", true, () -> onForm(printed()));
    invoice("invalidPaper", true, this::printed);
  }

  private String card() {
    return CardOffice.opened(office.call("ehc.ehealthcard.register", registration()))
        .get("ehealth_card_id")
        .asText();
  }

  private Map<String, String> registration() {
    return Map.of(
        "register_no", next(),
        "register_time", "20261101120000",
        "apply_type", "1",
        "id_type", "01",
        // A number of its own each time, for a card that is there leaves nothing.
        "id_no", "99010120000101%04d".formatted(number),
        "name", "张三");
  }

  private Map<String, String> generation() {
    return Map.of(
        "ehealth_card_id", card(),
        "ewmbs", "0",
        "generate_no", "g1",
        "generate_time", "20261101120000");
  }

  private Map<String, String> shown() {
    String code =
        CardOffice.opened(office.call("ehc.ehealthcode.generate", generation()))
            .get("ehealth_code")
            .asText();
    return Map.of(
        "ehealth_code", code,
        "medstepcode", "010101",
        "terminalcode", "t1",
        "channelcode", "0401");
  }

  private void card(String call, boolean effect, Supplier<Map<String, String>> content) {
    add(
        "card-centre " + call,
        effect,
        () -> {
          Map<String, String> ready = content.get();
          return () -> office.call("ehc." + call, ready);
        });
  }

  private void cards() {
    card("ehealthcard.register", true, this::registration);
    card(
        "ehealthcard.close",
        true,
        () ->
            Map.of("ehealth_card_id", card(), "revoke_no", "c1", "revoke_time", "20261101120000"));
    card("ehealthcode.generate", true, this::generation);
    card("ehealthcode.verify", true, this::shown);
    card("ehealthcode.query", false, this::shown);
  }

  private String token() {
    return World.tree(office.open("getAppToken", "", Map.of("appId", "yima-app")).body())
        .at("/rsp/appToken")
        .asText();
  }

  private Map<String, Object> holder() {
    number++;
    return Map.of("idType", "01", "idNumber", "99010120000202%04d".formatted(number), "name", "张三");
  }

  private Map<String, Object> coded(String token) {
    Map<String, Object> holder = holder();
    String card =
        World.tree(
                office
                    .open(
                        "registerBatchHealthCard",
                        token,
                        Map.of("healthCardItems", List.of(holder)))
                    .body())
            .at("/rsp/rspItems/0/healthCardId")
            .asText();
    return Map.of(
        "healthCardId", card, "idType", "01", "idNumber", holder.get("idNumber"), "codeType", 0);
  }

  private String text(String token) {
    return World.tree(office.open("getDynamicQRCode", token, coded(token)).body())
        .at("/rsp/qrCodeText")
        .asText();
  }

  private void openPlatform() {
    add(
        "health-open getAppToken",
        true,
        () -> () -> office.open("getAppToken", "", Map.of("appId", "yima-app")));
    open("registerBatchHealthCard", true, token -> Map.of("healthCardItems", List.of(holder())));
    open("getDynamicQRCode", true, this::coded);
    open(
        "verifyQRCode",
        true,
        token ->
            Map.of(
                "qrCodeText",
                text(token),
                "terminalId",
                "t1",
                "time",
                "2026-11-21 10:00:00",
                "medicalStep",
                "010101",
                "channelCode",
                "0401"));
    open("getHealthCardByQRCode", false, token -> Map.of("qrCodeText", text(token)));
  }

  private void open(String call, boolean effect, Function<String, Map<String, Object>> content) {
    add(
        "health-open " + call,
        effect,
        () -> {
          String token = token();
          Map<String, Object> ready = content.apply(token);
          return () -> office.open(call, token, ready);
        });
  }
}
