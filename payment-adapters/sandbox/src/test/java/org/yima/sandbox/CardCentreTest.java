package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.World;

/** The card centre's wire, driven through the platform's cipher interface. */
class CardCentreTest {
  private static final String SECRET = "00112233445566778899aabbccddeeff";

  @TempDir Path folder;
  private World world;

  @BeforeEach
  void start() {
    Security.addProvider(new BouncyCastleProvider());
    world = new World(folder);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static byte[] sm4(int mode, byte[] in) throws Exception {
    Cipher cipher = Cipher.getInstance("SM4/ECB/PKCS5Padding", "BC");
    cipher.init(mode, new SecretKeySpec(HexFormat.of().parseHex(SECRET), "SM4"));
    return cipher.doFinal(in);
  }

  private static String sm3(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("SM3", "BC")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private JsonNode send(String method, Map<String, String> content, String secret)
      throws Exception {
    String plain = World.text(new TreeMap<>(content));
    String timestamp = Long.toString(world.now().toEpochMilli());
    String digest =
        sm3(
            "app_id=yima-app&biz_content="
                + plain
                + "&digest_type=SM3&enc_type=SM4&method="
                + method
                + "&term_id=T0001&timestamp="
                + timestamp
                + "&version=X.M.0.1&app_secret="
                + secret);
    Map<String, String> envelope = new LinkedHashMap<>();
    envelope.put("app_id", "yima-app");
    envelope.put("term_id", "T0001");
    envelope.put("method", method);
    envelope.put("version", "X.M.0.1");
    envelope.put("timestamp", timestamp);
    envelope.put("digest_type", "SM3");
    envelope.put("enc_type", "SM4");
    envelope.put("digest", digest);
    envelope.put(
        "biz_content",
        HexFormat.of().formatHex(sm4(Cipher.ENCRYPT_MODE, plain.getBytes(StandardCharsets.UTF_8))));
    HttpResponse<byte[]> answer =
        World.send(
            HttpRequest.newBuilder(URI.create(world.base() + "/erhc/ehealthcard/business.do"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(World.text(envelope)))
                .build());
    return World.tree(answer.body());
  }

  private JsonNode call(String method, Map<String, String> content) throws Exception {
    return send(method, content, SECRET);
  }

  /** Opens an answer after its digest was recomputed. */
  private static JsonNode opened(JsonNode answer) throws Exception {
    String plain =
        new String(
            sm4(
                Cipher.DECRYPT_MODE,
                HexFormat.of().parseHex(answer.get("biz_content").textValue())),
            StandardCharsets.UTF_8);
    assertThat(answer.get("digest").textValue())
        .isEqualTo(
            sm3(
                "biz_content="
                    + plain
                    + "&code="
                    + answer.get("code").textValue()
                    + "&digest_type=SM3&enc_type=SM4&app_secret="
                    + SECRET));
    assertThat(answer.get("code").textValue()).isEqualTo("10");
    return World.tree(plain.getBytes(StandardCharsets.UTF_8));
  }

  private String register(String number, String name) throws Exception {
    return opened(call("ehc.ehealthcard.register", registration(number, name)))
        .get("ehealth_card_id")
        .textValue();
  }

  private static Map<String, String> registration(String number, String name) {
    return Map.of(
        "register_no", "r1",
        "register_time", "20261101120000",
        "apply_type", "1",
        "id_type", "01",
        "id_no", number,
        "name", name);
  }

  private String generate(String card, String ewmbs) throws Exception {
    return opened(
            call(
                "ehc.ehealthcode.generate",
                Map.of(
                    "ehealth_card_id",
                    card,
                    "ewmbs",
                    ewmbs,
                    "generate_no",
                    "g1",
                    "generate_time",
                    "20261101120000")))
        .get("ehealth_code")
        .textValue();
  }

  private JsonNode verify(String text) throws Exception {
    return call(
        "ehc.ehealthcode.verify",
        Map.of(
            "ehealth_code", text,
            "medstepcode", "010101",
            "terminalcode", "t1",
            "channelcode", "0401"));
  }

  private JsonNode query(String text) throws Exception {
    return call("ehc.ehealthcode.query", Map.of("ehealth_code", text));
  }

  private static String code(JsonNode answer) {
    return answer.get("code").textValue();
  }

  @Test
  void aPersonHasOneCardAndItsNameIsChecked() throws Exception {
    String card = register("99010120000101123X", "张三");
    assertThat(card).matches("[0-9A-F]{64}");
    assertThat(register("99010120000101123x", "张三")).isEqualTo(card);
    assertThat(register("990101200001011248", "张三")).isNotEqualTo(card);
    assertThat(code(call("ehc.ehealthcard.register", registration("99010120000101123X", "李四"))))
        .isEqualTo("53");
  }

  @Test
  void aDynamicCodeIsGoodOnceAndForAMinute() throws Exception {
    String card = register("99010120000101123X", "张三");
    String first = generate(card, "0");
    String second = generate(card, "0");
    assertThat(first).startsWith(card + ":0:").endsWith(":5100A0013").isNotEqualTo(second);
    assertThat(opened(verify(first)).get("id_no").textValue()).isEqualTo("99010120000101123X");
    assertThat(code(verify(first))).isEqualTo("52");
    world.moveClock(Duration.ofSeconds(62));
    assertThat(code(verify(second))).isEqualTo("51");
    assertThat(code(verify(card + ":0:" + "0".repeat(32) + ":5100A0013"))).isEqualTo("50");
  }

  /** Whoever has shown it may ask whose it was; asking shows nothing. */
  @Test
  void aCodeMayBeAskedForWhileItLives() throws Exception {
    String card = register("99010120000101123X", "张三");
    String text = generate(card, "0");
    assertThat(opened(query(text)).get("name").textValue()).isEqualTo("张三");
    assertThat(opened(verify(text)).get("name").textValue()).isEqualTo("张三");
    assertThat(opened(query(text)).get("id_no").textValue()).isEqualTo("99010120000101123X");
    world.moveClock(Duration.ofSeconds(62));
    assertThat(code(query(text))).isEqualTo("51");
    assertThat(code(query(card + ":0:" + "0".repeat(32) + ":5100A0013"))).isEqualTo("50");
  }

  @Test
  void aPrintedCodeLastsUntilItsCardIsClosed() throws Exception {
    String card = register("99010120000101123X", "张三");
    String printed = generate(card, "1");
    assertThat(printed).isEqualTo(card + ":1::5100A0013");
    assertThat(opened(verify(printed)).get("name").textValue()).isEqualTo("张三");
    assertThat(opened(verify(printed)).get("name").textValue()).isEqualTo("张三");
    Map<String, String> end =
        Map.of("ehealth_card_id", card, "revoke_no", "c1", "revoke_time", "20261101120000");
    assertThat(code(call("ehc.ehealthcard.close", end))).isEqualTo("10");
    assertThat(code(call("ehc.ehealthcard.close", end))).isEqualTo("51");
    assertThat(code(verify(printed))).isEqualTo("51");
  }

  @Test
  void aForeignDigestIsRefused() throws Exception {
    JsonNode answer =
        send(
            "ehc.ehealthcard.register",
            registration("99010120000101123X", "张三"),
            "ffffffffffffffffffffffffffffffff");
    assertThat(code(answer)).isEqualTo("40");
  }

  @Test
  void aSpoiltAnswerDoesNotVerify() throws Exception {
    world.fault("card-centre", "ehealthcard.register", "BAD_SIGNATURE");
    JsonNode answer = call("ehc.ehealthcard.register", registration("99010120000101123X", "张三"));
    assertThat(answer.get("digest").textValue())
        .isNotEqualTo(
            sm3(
                "biz_content="
                    + new String(
                        sm4(
                            Cipher.DECRYPT_MODE,
                            HexFormat.of().parseHex(answer.get("biz_content").textValue())),
                        StandardCharsets.UTF_8)
                    + "&code=10&digest_type=SM3&enc_type=SM4&app_secret="
                    + SECRET));
  }
}
