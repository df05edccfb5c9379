package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Every call of the bureau, its payment centre, the authorisation before them and the insurers. */
public final class InsuranceProbes {
  private static final List<Hospital.Fee> FEES =
      List.of(
          new Hospital.Fee("01", 10_000),
          new Hospital.Fee("02", 5_000),
          new Hospital.Fee("03", 2_345));
  private static final long TOTAL = 17_345;
  private static final Set<String> REPEATABLE =
      Set.of("1101", "2203", "2203A", "2206", "5203", "3201", "3202", "9001", "9101");
  private static final String INSURER = "/insurers/pingshan/v1";
  private final World world;
  private final Hospital hospital;
  private final Centre centre;
  private final Port port;
  private final Map<String, Probe> probes = new HashMap<>();
  private int number;
  private String auth;
  private String psnNo;
  private String mdtrtId;

  public InsuranceProbes(World world) {
    this.world = world;
    this.hospital = new Hospital(world);
    this.centre = new Centre(world);
    this.port = new Port(world);
  }

  public Map<String, Probe> all() {
    bureau();
    files();
    mobile();
    insurer();
    return probes;
  }

  private void add(String call, boolean effect, Supplier<Probe.Call> prepared) {
    probes.put(call, Probe.of(effect, prepared));
  }

  private String next() {
    number++;
    return "bill%06d".formatted(number);
  }

  private static Map<String, ?> data(Map<String, ?> fields) {
    return Map.of("data", fields);
  }

  /** The bureau keeps the answer of every message, so each leaves something. */
  private void message(String infno, Supplier<Map<String, ?>> input) {
    probes.put(
        "bureau " + infno,
        new Probe(
            true,
            REPEATABLE.contains(infno),
            () -> {
              Map<String, ?> ready = input.get();
              return () -> hospital.call(infno, ready);
            }));
  }

  private static JsonNode done(JsonNode answer) {
    if (answer.path("infcode").asInt(-1) != 0) {
      throw new AssertionError(answer.toString());
    }
    return answer;
  }

  private void authorised() {
    hospital.insure(3_000, 1_000, "0.7", 1_000_000, null);
    auth = hospital.ecToken();
    psnNo = hospital.psnNo(auth);
  }

  private String batch() {
    authorised();
    mdtrtId = hospital.visit(auth, psnNo);
    String batch = next();
    done(hospital.fees(mdtrtId, psnNo, batch, FEES));
    return batch;
  }

  private Map<String, ?> freshBill() {
    String batch = batch();
    return Hospital.settle(auth, psnNo, mdtrtId, batch, TOTAL);
  }

  private Map<String, String> settled() {
    JsonNode settled = done(hospital.call("2207", freshBill()));
    return Map.of(
        "setl_id",
        settled.at("/output/setlinfo/setl_id").asText(),
        "msgid",
        settled.at("/output/setlinfo/medins_setl_id").asText(),
        "mdtrt_id",
        mdtrtId,
        "psn_no",
        psnNo);
  }

  private void bureau() {
    add(
        "insurance-auth userquery",
        true,
        () -> {
          hospital.insure(3_000, 1_000, "0.7", 1_000_000, null);
          String code = hospital.authCode();
          return () -> hospital.exchange(code);
        });
    message(
        "1101",
        () -> {
          authorised();
          return data(Map.of("mdtrt_cert_type", "01", "mdtrt_cert_no", auth));
        });
    // The first thing that a visit sends is its registration, the second what it tells.
    add(
        "bureau 2201",
        true,
        () -> {
          authorised();
          return () -> hospital.visit(auth, psnNo);
        });
    for (String infno : List.of("2203", "2203A")) {
      message(
          infno,
          () -> {
            authorised();
            mdtrtId = hospital.visit(auth, psnNo);
            return told();
          });
    }
    message(
        "2202",
        () -> {
          String unused = batch();
          return data(Map.of("mdtrt_id", mdtrtId, "psn_no", psnNo, "ipt_otp_no", "OTP1"));
        });
    add(
        "bureau 2204",
        true,
        () -> {
          authorised();
          String visit = hospital.visit(auth, psnNo);
          String batch = next();
          return () -> hospital.fees(visit, psnNo, batch, FEES);
        });
    message(
        "2205",
        () -> {
          String batch = batch();
          return data(Map.of("mdtrt_id", mdtrtId, "psn_no", psnNo, "chrg_bchno", batch));
        });
    message("2206", this::freshBill);
    message("2207", this::freshBill);
    message("2208", () -> data(settled()));
    message(
        "2601",
        () -> {
          Map<String, String> settled = settled();
          return data(
              Map.of(
                  "psn_no",
                  settled.get("psn_no"),
                  "omsgid",
                  settled.get("msgid"),
                  "oinfno",
                  "2207"));
        });
    message("5203", () -> data(settled()));
    message("9001", () -> Map.of("signIn", Map.of("opter_no", "1", "mac", "m", "ip", "i")));
    message(
        "9002",
        () -> {
          JsonNode in =
              done(
                  hospital.call(
                      "9001", Map.of("signIn", Map.of("opter_no", "1", "mac", "m", "ip", "i"))));
          String sign = in.at("/output/signinoutb/sign_no").asText();
          return Map.of("signOut", Map.of("sign_no", sign, "opter_no", "1"));
        });
  }

  private Map<String, ?> told() {
    return Map.of(
        "mdtrtinfo",
        Map.of(
            "mdtrt_id",
            mdtrtId,
            "psn_no",
            psnNo,
            "med_type",
            "11",
            "begntime",
            "2026-11-21 09:00:00"),
        "diseinfo",
        List.of(
            Map.of(
                "diag_type", "1",
                "diag_code", "J06.900",
                "diag_name", "急性上呼吸道感染",
                "vali_flag", "1")));
  }

  private String today() {
    return LocalDate.ofInstant(world.now(), ZoneId.of("Asia/Shanghai")).toString();
  }

  private Map<String, Object> totals() {
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("insutype", "310");
    totals.put("clr_type", "11");
    totals.put("setl_optins", "510100");
    totals.put("stmt_begndate", today());
    totals.put("stmt_enddate", today());
    totals.put("medfee_sumamt", "0.00");
    totals.put("fund_pay_sumamt", "0.00");
    totals.put("acct_pay", "0.00");
    totals.put("fixmedins_setl_cnt", "0");
    return totals;
  }

  private static String zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("day.txt"));
      out.write("\n".getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private Map<String, ?> upload() {
    return Map.of(
        "fsUploadIn",
        Map.of("fixmedins_code", World.INSTITUTION, "filename", "day.zip", "in", zip()));
  }

  private Map<String, ?> details() {
    JsonNode sent = done(hospital.call("9101", upload()));
    Map<String, Object> details = totals();
    details.put("cash_payamt", "0.00");
    details.put("file_qury_no", sent.at("/output/file_qury_no").asText());
    return data(details);
  }

  private void files() {
    message("3201", () -> data(totals()));
    message("9101", this::upload);
    message("3202", this::details);
    add(
        "bureau 9102",
        false,
        () -> {
          JsonNode judged = done(hospital.call("3202", details()));
          Map<String, ?> asked =
              Map.of(
                  "fsDownloadIn",
                  Map.of(
                      "file_qury_no",
                      judged.at("/output/fileinfo/file_qury_no").asText(),
                      "filename",
                      judged.at("/output/fileinfo/filename").asText(),
                      "fixmedins_code",
                      World.INSTITUTION));
          return () -> hospital.call("9102", asked);
        });
  }

  private void mobile(String call, String path, boolean effect, Supplier<Map<String, ?>> prepared) {
    add(
        "mobile-pay " + call,
        effect,
        () -> {
          Map<String, ?> ready = prepared.get();
          return () -> centre.call(path, ready);
        });
  }

  private MixedBill mixed() {
    return new MixedBill(world, hospital, "http://127.0.0.1:9/");
  }

  private void mobile() {
    mobile(
        "6201",
        "uldFeeInfo",
        true,
        () -> {
          authorised();
          return centre.upload(hospital.payAuth(), psnNo, hospital.visit(psnNo), next(), FEES);
        });
    mobile("6202", "pay_order", true, () -> mixed().uploaded(next()).order());
    mobile("6301", "query_order_info", false, () -> mixed().preSettled(next()).named());
    mobile("6401", "revoke_order", true, () -> mixed().preSettled(next()).named());
    mobile(
        "6203",
        "refund_Order",
        true,
        () -> {
          MixedBill bill = mixed().preSettled(next());
          world.control("mobile-orders/" + bill.payOrdId() + "/pay", Map.of()).required("ordStas");
          return bill.refund(true);
        });
  }

  private void posting(
      String call,
      boolean effect,
      Function<String, String> path,
      Function<String, Map<String, ?>> body) {
    add(
        "insurer " + call,
        effect,
        () -> {
          String id = next();
          Map<String, ?> ready = body.apply(id);
          String target = INSURER + path.apply(id);
          return () -> port.post(target, ready);
        });
  }

  private void getting(String call, Function<String, String> path) {
    add(
        "insurer " + call,
        false,
        () -> {
          String target = INSURER + path.apply(next());
          return () -> port.get(target);
        });
  }

  private String policy() {
    return policy("P-1", "DIRECT");
  }

  private String policy(String policyNumber, String kind) {
    return world
        .control(
            "policies",
            Map.of(
                "insurerId",
                "pingshan",
                "policyNumber",
                policyNumber,
                "idNumber",
                Hospital.ID_NUMBER,
                "name",
                "张三",
                "kind",
                kind,
                "ratio",
                0.8,
                "limit",
                50_000_000))
        .required("policyRef")
        .textValue();
  }

  private static Map<String, ?> basic() {
    return Map.of("fundShare", 6_000, "accountShare", 0, "selfPay", 4_000);
  }

  private Map<String, Object> quote(String id) {
    Map<String, Object> quote = new LinkedHashMap<>();
    quote.put("quoteId", id);
    quote.put("policyRef", policy());
    quote.put("institution", Map.of("code", World.INSTITUTION, "name", "第一人民医院"));
    quote.put(
        "bill",
        Map.of(
            "id",
            "bill_1",
            "version",
            1,
            "total",
            10_000,
            "lines",
            List.of(Map.of("lineNo", 1, "code", "C", "name", "药", "amount", 10_000))));
    quote.put("basic", basic());
    return quote;
  }

  private Map<String, ?> guarantee(String id) {
    String unused = posted("/quotes", quote(id));
    return Map.of("guaranteeId", id, "quoteId", id, "amount", 3_200);
  }

  private String posted(String path, Map<String, ?> body) {
    JsonNode answer = World.tree(port.post(INSURER + path, body).body());
    if (answer.has("code")) {
      throw new AssertionError(answer.toString());
    }
    return answer.path("status").asText();
  }

  private Map<String, ?> claim(String id) {
    String unused = posted("/guarantees", guarantee(id));
    return Map.of(
        "claimId",
        id,
        "guaranteeId",
        id,
        "amount",
        3_200,
        "settlement",
        Map.of("setlId", "S1", "fundShare", 6_000, "accountShare", 0, "selfPay", 4_000));
  }

  private String claimed(String id) {
    if (!posted("/claims", claim(id)).equals("ACCEPTED")) {
      throw new AssertionError("the claim was not accepted");
    }
    return id;
  }

  private void insurer() {
    posting(
        "eligibility",
        true,
        id -> "/eligibility",
        id -> {
          String unused = policy();
          return Map.of(
              "requestId",
              id,
              "policyNumber",
              "P-1",
              "holder",
              Map.of("name", "张三", "idType", "RESIDENT_ID", "idNumber", Hospital.ID_NUMBER));
        });
    posting("quotes", true, id -> "/quotes", this::quote);
    posting("guarantees", true, id -> "/guarantees", this::guarantee);
    getting(
        "guarantee-query",
        id -> {
          String unused = posted("/guarantees", guarantee(id));
          return "/guarantees/" + id;
        });
    posting(
        "release",
        true,
        id -> "/guarantees/" + id + "/release",
        id -> {
          String unused = posted("/guarantees", guarantee(id));
          return Map.of("reason", "取消");
        });
    posting("claims", true, id -> "/claims", this::claim);
    posting(
        "rapid-claims",
        true,
        id -> "/rapid-claims",
        id ->
            Map.of(
                "claimId",
                id,
                "policyRef",
                policy("P-2", "RAPID"),
                "institution",
                Map.of("code", World.INSTITUTION),
                "bill",
                quote(id).get("bill"),
                "basic",
                basic(),
                "paid",
                4_000,
                "consentId",
                "consent-1",
                "documents",
                List.of(Map.of("kind", "E_INVOICE", "number", "1", "sha256", "0".repeat(64)))));
    getting("claim-query", id -> "/claims/" + claimed(id));
    getting("payments", id -> "/claims/" + claimed(id) + "/payments");
    getting("statement", id -> "/statements/" + today());
    posting(
        "reversals",
        true,
        id -> "/claims/" + id + "/reversals",
        id -> Map.of("reversalId", claimed(id), "amount", 1_200, "reason", "退费"));
  }
}
