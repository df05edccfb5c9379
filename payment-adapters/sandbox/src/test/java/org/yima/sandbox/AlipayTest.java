package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Keys;
import org.yima.sandbox.driver.World;

/** Alipay's gateway as an application sees it, every answer's signature checked. */
class AlipayTest {
  private static final String OWN = "alipay_system_oauth_token_response";

  @TempDir Path folder;
  private World world;

  @BeforeEach
  void start() {
    world = new World(folder);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Map<String, String> call(String code) {
    Map<String, String> call = new TreeMap<>();
    call.put("app_id", "2021000000000001");
    call.put("method", "alipay.system.oauth.token");
    call.put("charset", "utf-8");
    call.put("sign_type", "RSA2");
    call.put("version", "1.0");
    call.put("timestamp", at(world.now()));
    call.put("grant_type", "authorization_code");
    call.put("code", code);
    return call;
  }

  private static String at(Instant time) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
        .withZone(ZoneOffset.ofHours(8))
        .format(time);
  }

  private String code(String ref) {
    return world.control("payers/" + ref + "/oauth-code", Map.of()).get("authCode").textValue();
  }

  private HttpResponse<byte[]> sent(Map<String, String> call, PrivateKey key) throws Exception {
    String text =
        call.entrySet().stream()
            .map(p -> p.getKey() + "=" + p.getValue())
            .collect(Collectors.joining("&"));
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(key);
    signer.update(text.getBytes(StandardCharsets.UTF_8));
    Map<String, String> query = new TreeMap<>(call);
    query.put("sign", Base64.getEncoder().encodeToString(signer.sign()));
    String beside = query.containsKey("code") ? "code" : "biz_content";
    String form = beside + "=" + URLEncoder.encode(query.remove(beside), StandardCharsets.UTF_8);
    String target =
        query.entrySet().stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return World.send(
        HttpRequest.newBuilder(URI.create(world.base() + "/alipay/gateway.do?" + target))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  /** The answer's one node, its signature checked over the text as it came. */
  private JsonNode asked(Map<String, String> call, String node) throws Exception {
    HttpResponse<byte[]> answer = sent(call, Keys.MERCHANT.getPrivate());
    assertThat(answer.statusCode()).isEqualTo(200);
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(verifies(body, node)).isTrue();
    return World.tree(answer.body()).get(node);
  }

  private static boolean verifies(String body, String node) throws Exception {
    assertThat(body).startsWith("{\"" + node + "\":");
    int end = body.lastIndexOf(",\"sign\":\"");
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(Keys.PLATFORM.getPublic());
    verifier.update(body.substring(node.length() + 4, end).getBytes(StandardCharsets.UTF_8));
    return verifier.verify(Base64.getDecoder().decode(body.substring(end + 9, body.length() - 2)));
  }

  private void payer(String ref) {
    world.control("payers", Map.of("channel", "ALIPAY", "ref", ref, "balance", 12_300));
  }

  @Test
  void aCodeTellsWhoThePayerIsOnce() throws Exception {
    payer("2088102150477652");
    payer("open-1");
    String code = code("2088102150477652");

    JsonNode granted = asked(call(code), OWN);
    assertThat(granted.get("user_id").textValue()).isEqualTo("2088102150477652");
    assertThat(granted.has("open_id")).isFalse();
    assertThat(asked(call(code), "error_response").get("sub_code").textValue())
        .isEqualTo("isv.code-invalid");
    assertThat(asked(call(code("open-1")), OWN).get("open_id").textValue()).isEqualTo("open-1");
    assertThat(world.balance("alipay", "payer:open-1")).isEqualTo(12_300);
    assertThat(world.books("alipay").get("sum").longValue()).isZero();
  }

  @Test
  void aCodeLivesThreeMinutes() throws Exception {
    payer("open-1");
    String code = code("open-1");
    world.moveClock(Duration.ofMinutes(4));
    assertThat(asked(call(code), "error_response").get("sub_code").textValue())
        .isEqualTo("isv.code-invalid");
  }

  @Test
  void whoIsNotTheApplicationIsRefused() throws Exception {
    payer("open-1");
    String code = code("open-1");
    HttpResponse<byte[]> foreign = sent(call(code), Keys.PLATFORM.getPrivate());
    assertThat(World.tree(foreign.body()).at("/error_response/sub_code").textValue())
        .isEqualTo("isv.invalid-signature");
    refused(code, "app_id", "other", "isv.invalid-app-id");
    refused(code, "sign_type", "RSA", "isv.invalid-signature-type");
    refused(code, "timestamp", at(world.now().minusSeconds(3600)), "isv.invalid-timestamp");
    refused(code, "method", "alipay.trade.orderinfo.sync", "isv.invalid-method");
    refused(code, "grant_type", "refresh_token", "isv.grant-type-invalid");
    assertThat(asked(call(code), OWN).get("open_id").textValue())
        .as("no refusal used the code")
        .isEqualTo("open-1");
  }

  private void refused(String code, String name, String value, String subCode) throws Exception {
    Map<String, String> call = call(code);
    call.put(name, value);
    assertThat(asked(call, "error_response").get("sub_code").textValue()).isEqualTo(subCode);
  }

  @Test
  void faultsHitOneCall() throws Exception {
    payer("open-1");
    world.fault("alipay", "alipay.system.oauth.token", "BAD_SIGNATURE");
    HttpResponse<byte[]> spoilt = sent(call(code("open-1")), Keys.MERCHANT.getPrivate());
    assertThat(verifies(new String(spoilt.body(), StandardCharsets.UTF_8), OWN)).isFalse();
    world.fault("alipay", "alipay.system.oauth.token", "ERROR_BEFORE");
    String code = code("open-1");
    assertThat(sent(call(code), Keys.MERCHANT.getPrivate()).statusCode()).isEqualTo(500);
    assertThat(asked(call(code), OWN).get("open_id").textValue()).isEqualTo("open-1");
  }

  @Test
  void whatIsLiftedDoesNotHappen() throws Exception {
    payer("open-2");
    world.fault("alipay", "alipay.system.oauth.token", "ERROR_BEFORE");
    lift("alipay.trade.query");
    String code = code("open-2");
    assertThat(sent(call(code), Keys.MERCHANT.getPrivate()).statusCode()).isEqualTo(500);

    world.fault("alipay", "alipay.system.oauth.token", "ERROR_BEFORE");
    lift("*");
    assertThat(asked(call(code), OWN).get("open_id").textValue()).isEqualTo("open-2");
  }

  private void lift(String call) {
    assertThat(
            world
                .control("faults", Map.of("channel", "alipay", "call", call, "kind", "NONE"))
                .get("status")
                .textValue())
        .isEqualTo("LIFTED");
  }

  private static final String AUTH = "alipay_commerce_medical_authinfo_auth_query_response";

  private Map<String, String> question(String payer, String patient) {
    Map<String, String> call = call("-");
    call.remove("code");
    call.remove("grant_type");
    call.put("method", "alipay.commerce.medical.authinfo.auth.query");
    call.put(
        "biz_content",
        World.text(
            Map.of(
                "open_id", payer,
                "ol_biz_type_code", "04107",
                "org_app_id", "ORGAPP",
                "org_chnl_crtf_code", "CHANNEL",
                "org_code", World.INSTITUTION,
                "req_biz_no", "Q1",
                "call_url", "http://127.0.0.1/back",
                "extend_params",
                    Map.of(
                        "patient_name", "某人",
                        "patient_cert_type", "01",
                        "patient_cert_no", patient))));
    return call;
  }

  private void insured(String idNumber) {
    world.control("insured", Map.of("idNumber", idNumber, "name", "某人"));
  }

  /** Asked, sent to the page, agreed there, asked again; the bureau takes what came of it once. */
  @Test
  void whoAgreesOnThePageHasAuthorised() throws Exception {
    payer("open-1");
    insured("44030019000101123X");
    JsonNode first = asked(question("open-1", "44030019000101123X"), AUTH).get("data");
    assertThat(first.get("auth_stas").textValue()).isEqualTo("0");
    assertThat(first.has("pay_auth_no")).isFalse();
    String page = first.get("auth_url").textValue();
    assertThat(
            new String(
                World.send(HttpRequest.newBuilder(URI.create(page)).build()).body(),
                StandardCharsets.UTF_8))
        .contains("同意授权");

    HttpResponse<byte[]> agreed =
        World.send(
            HttpRequest.newBuilder(URI.create(page))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

    assertThat(agreed.statusCode()).isEqualTo(303);
    assertThat(agreed.headers().firstValue("Location")).contains("http://127.0.0.1/back");
    JsonNode then = asked(question("open-1", "44030019000101123X"), AUTH).get("data");
    assertThat(then.get("auth_stas").textValue()).isEqualTo("1");
    assertThat(then.get("pay_auth_no").textValue()).startsWith("AUTH");
    assertThat(then.get("insu_org").textValue()).isEqualTo("510100");
    assertThat(then.get("req_biz_no").textValue()).isEqualTo("Q1");
    world.moveClock(Duration.ofMinutes(31));
    Map<String, String> late = question("open-1", "44030019000101123X");
    assertThat(asked(late, AUTH).at("/data/auth_stas").textValue()).isEqualTo("0");
  }

  @Test
  void anotherPersonsInsuranceIsNotTheirs() throws Exception {
    world.control(
        "payers",
        Map.of(
            "channel", "ALIPAY",
            "ref", "open-1",
            "balance", 1,
            "idNumber", "440300199001010019",
            "relatives", java.util.List.of("440300199001010027")));
    insured("44030019000101123X");
    insured("440300199001010019");
    insured("440300199001010027");
    assertThat(asked(question("open-1", "44030019000101123X"), AUTH).get("sub_code").textValue())
        .isEqualTo("RELS_MEDICAL_CARD_NOT_BOUND");
    for (String own : java.util.List.of("440300199001010019", "440300199001010027")) {
      world.control(
          "insured/" + own + "/authorise", Map.of("channel", "ALIPAY", "payer", "open-1"));
      JsonNode given = asked(question("open-1", own), AUTH).get("data");
      assertThat(given.get("auth_stas").textValue()).isEqualTo("1");
      assertThat(given.get("rels_pay_flag").textValue()).isEqualTo(own.endsWith("19") ? "0" : "1");
    }
    assertThat(asked(question("open-2", "440300199001010019"), AUTH).get("sub_code").textValue())
        .isEqualTo("USER_NOT_EXIST");
  }
}
