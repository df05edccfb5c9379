package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An institution that talks to the bureau. */
public final class Hospital {
  public static final String ID_NUMBER = "44030019000101123X";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private final World world;
  private String insuredArea = "510100";
  private String chronic = "";
  private int sequence;

  public Hospital(World world) {
    this.world = world;
  }

  /** One fee line: class and fen. */
  public record Fee(String insuranceClass, long fen) {}

  /** What its messages say of where the person is insured, from now on. */
  public void insuredIn(String area) {
    insuredArea = area;
  }

  public String nextMsgid() {
    sequence++;
    return World.INSTITUTION + STAMP.format(world.now()) + "%04d".formatted(sequence % 10_000);
  }

  public JsonNode call(String infno, Map<String, ?> input) {
    return call(infno, nextMsgid(), input);
  }

  public JsonNode call(String infno, String msgid, Map<String, ?> input) {
    return World.tree(send(infno, msgid, input, "bureau-token").body());
  }

  public HttpResponse<byte[]> send(String infno, String msgid, Map<String, ?> input, String token) {
    return send(infno, msgid, input, token, Map.of());
  }

  /** A message whose head says otherwise. */
  public JsonNode call(String infno, Map<String, ?> input, Map<String, ?> head) {
    return World.tree(send(infno, nextMsgid(), input, "bureau-token", head).body());
  }

  private HttpResponse<byte[]> send(
      String infno, String msgid, Map<String, ?> input, String token, Map<String, ?> head) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("infno", infno);
    message.put("msgid", msgid);
    message.put("mdtrtarea_admvs", "510100");
    message.put("insuplc_admdvs", insuredArea);
    message.put("recer_sys_code", "YIMA");
    message.put("infver", "V1.0");
    message.put("opter_type", "3");
    message.put("opter", "yima");
    message.put("opter_name", "医码");
    message.put("inf_time", "2026-11-21 10:00:00");
    message.put("fixmedins_code", World.INSTITUTION);
    message.put("fixmedins_name", "第一人民医院");
    message.put("input", input);
    message.putAll(head);
    String timestamp = Long.toString(world.now().getEpochSecond());
    return World.send(
        HttpRequest.newBuilder(URI.create(world.base() + "/fsi/api/callFsiService/callService"))
            .header("Content-Type", "application/json")
            .header("x-tif-paasid", "paas-1")
            .header("x-tif-timestamp", timestamp)
            .header("x-tif-nonce", "nonce-1")
            .header(
                "x-tif-signature",
                sha256(timestamp + token + "nonce-1" + timestamp).toUpperCase(Locale.ROOT))
            .POST(HttpRequest.BodyPublishers.ofString(World.text(message)))
            .build());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the person insured: fen, ratio as a decimal. */
  public void insure(long account, long deductible, String ratio, long ceiling, String refusal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("idNumber", ID_NUMBER);
    body.put("name", "张三");
    body.put("insutype", "310");
    body.put("accountBalance", account);
    body.put("deductible", deductible);
    body.put("ratio", ratio);
    body.put("ceiling", ceiling);
    if (refusal != null) {
      body.put("refusal", refusal);
    }
    if (world.control("insured", body).required("psnNo").textValue().isEmpty()) {
      throw new AssertionError("no person number");
    }
  }

  /** The answer of the exchange of a WeChat authorisation code. */
  public JsonNode exchange(String authCode) {
    String timestamp = Long.toString(world.now().toEpochMilli());
    return World.tree(
        World.send(
                HttpRequest.newBuilder(
                        URI.create(world.base() + "/api/mipuserquery/userquery/partner-1"))
                    .header("Content-Type", "application/json")
                    .header("god-portal-timestamp", timestamp)
                    .header("god-portal-request-id", "request-1")
                    .header(
                        "god-portal-signature",
                        sha256(timestamp + "partner-secret" + "request-1" + timestamp))
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            World.text(Map.of("qrcode", authCode, "openid", "openid-1"))))
                    .build())
            .body());
  }

  public String authCode() {
    return world
        .control("insured/" + ID_NUMBER + "/authorise", Map.of("channel", "WECHAT"))
        .required("authCode")
        .textValue();
  }

  /** A fresh payment authorisation. */
  public String payAuth() {
    return exchange(authCode()).required("pay_auth_no").textValue();
  }

  /** The token of a credential shown at the counter. */
  public String ecToken() {
    return world
        .control("insured/" + ID_NUMBER + "/authorise", Map.of("channel", "COUNTER"))
        .required("authCode")
        .textValue();
  }

  /** The person number behind a token. */
  public String psnNo(String ecToken) {
    return identified("01", ecToken).at("/output/baseinfo/psn_no").textValue();
  }

  /** The person number behind the identity card. */
  public String psnNo() {
    return identified("02", ID_NUMBER).at("/output/baseinfo/psn_no").textValue();
  }

  /** 1101. */
  public JsonNode identified(String kind, String number) {
    return call("1101", Map.of("data", Map.of("mdtrt_cert_type", kind, "mdtrt_cert_no", number)));
  }

  /** Registers and tells the visit, an ordinary one; the answer is its number. */
  public String visit(String ecToken, String psnNo) {
    return visit(ecToken, psnNo, "11", "");
  }

  public String visit(String ecToken, String psnNo, String medType, String disease) {
    return told(register(ecToken, psnNo), psnNo, medType, disease);
  }

  /** By the identity card: an ordinary visit of somebody who authorised in a wallet. */
  public String visit(String psnNo) {
    return told(register("02", ID_NUMBER, psnNo), psnNo, "11", "");
  }

  private String told(JsonNode registered, String psnNo, String medType, String disease) {
    String mdtrtId = registered.at("/output/data/mdtrt_id").textValue();
    JsonNode told = tell(mdtrtId, psnNo, medType, disease);
    if (told.get("infcode").intValue() != 0) {
      throw new AssertionError(told.toString());
    }
    return mdtrtId;
  }

  /** 2201. */
  public JsonNode register(String ecToken, String psnNo) {
    return register("01", ecToken, psnNo);
  }

  private JsonNode register(String kind, String number, String psnNo) {
    return call(
        "2201",
        Map.of(
            "data",
            Map.ofEntries(
                Map.entry("psn_no", psnNo),
                Map.entry("insutype", "310"),
                Map.entry("begntime", "2026-11-21 09:00:00"),
                Map.entry("mdtrt_cert_type", kind),
                Map.entry("mdtrt_cert_no", number),
                Map.entry("ipt_otp_no", "OTP1"),
                Map.entry("atddr_no", "D1"),
                Map.entry("dr_name", "李医生"),
                Map.entry("dept_code", "NK"),
                Map.entry("dept_name", "内科"),
                Map.entry("caty", "A03"))));
  }

  /** 2203; {@code disease} empty where there is no code. */
  public JsonNode tell(String mdtrtId, String psnNo, String medType, String disease) {
    chronic = medType.equals("14") ? disease : "";
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("mdtrt_id", mdtrtId);
    info.put("psn_no", psnNo);
    info.put("med_type", medType);
    info.put("begntime", "2026-11-21 09:00:00");
    if (!disease.isEmpty()) {
      info.put("dise_codg", disease);
    }
    return call(
        "2203",
        Map.of(
            "mdtrtinfo",
            info,
            "diseinfo",
            List.of(
                Map.of(
                    "diag_type", "1",
                    "diag_code", "J06.900",
                    "diag_name", "急性上呼吸道感染",
                    "vali_flag", "1"))));
  }

  /** Its lines name no disease, whatever the visit is for. */
  public void forgetsDiseases() {
    chronic = "";
  }

  /** Uploads a batch of fees. */
  public JsonNode fees(String mdtrtId, String psnNo, String batch, List<Fee> fees) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Fee fee : fees) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("feedetl_sn", batch + "-" + lines.size());
      line.put("mdtrt_id", mdtrtId);
      line.put("psn_no", psnNo);
      line.put("chrg_bchno", batch);
      line.put("fee_ocur_time", "2026-11-21 09:30:00");
      line.put("med_list_codg", "CODE");
      line.put("medins_list_codg", "OWN");
      line.put("chrgitm_lv", fee.insuranceClass());
      line.put("det_item_fee_sumamt", yuan(fee.fen()));
      line.put("cnt", "1");
      line.put("pric", yuan(fee.fen()));
      if (!chronic.isEmpty()) {
        line.put("dise_codg", chronic);
      }
      lines.add(line);
    }
    return call("2204", Map.of("feedetail", lines));
  }

  public static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  /** The input of 2206 and 2207. */
  public static Map<String, ?> settle(
      String ecToken, String psnNo, String mdtrtId, String batch, long total) {
    return Map.of(
        "data",
        Map.of(
            "psn_no",
            psnNo,
            "mdtrt_cert_type",
            "01",
            "mdtrt_cert_no",
            ecToken,
            "med_type",
            "11",
            "medfee_sumamt",
            yuan(total),
            "psn_setlway",
            "01",
            "mdtrt_id",
            mdtrtId,
            "chrg_bchno",
            batch,
            "acct_used_flag",
            "1",
            "insutype",
            "310"));
  }

  /** A field of setlinfo in fen. */
  public static long fen(JsonNode answer, String name) {
    JsonNode value = answer.at("/output/setlinfo/" + name);
    return new BigDecimal(value.asText()).movePointRight(2).longValueExact();
  }
}
