package org.yima.gateway.paymentcentre;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.Timeouts;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.sm.Sm2SigningKey;
import org.yima.gateway.sm.Sm2VerificationKey;
import org.yima.gateway.tck.BureauSection;
import org.yima.gateway.tck.Keys;
import org.yima.gateway.tck.OutsideCheck;
import org.yima.gateway.tck.SandboxWorld;

/**
 * The same envelope by another implementation: the signed text is written out here by hand, and the
 * {@code openssl} command signs, verifies, encrypts and decrypts. Both our ends are held to it.
 */
@ExtendWith(OutsideCheck.Kept.class)
class OpensslTest {
  private static final String APP_ID = "43AF047BBA47FC8A1AE8EFB232BDBBCB";
  private static final String SECRET = "4117E877F5FA0A0188891283E4B617D5";
  private static final String KEY = "863B5F40C70B71EA";
  private static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Keys.Sm2 pair = Keys.sm2();
  @TempDir Path folder;

  @BeforeEach
  void openssl() {
    assumeTrue(speaksSm(), "SKIPPED: there is no openssl command with SM2, SM3 and SM4 here");
  }

  private boolean speaksSm() {
    try {
      Process process =
          new ProcessBuilder("openssl", "enc", "-ciphers").redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor(60, TimeUnit.SECONDS) && said.contains("sm4-ecb");
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs the command in the folder; its exit value must be 0. */
  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private byte[] sign(String privatePem, String text) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("text"), text);
    run(
        "dgst",
        "-sm3",
        "-sign",
        privatePem,
        "-sigopt",
        "distid:1234567812345678",
        "-out",
        "sig",
        "text");
    ASN1Sequence rs = ASN1Sequence.getInstance(Files.readAllBytes(folder.resolve("sig")));
    byte[] raw = new byte[64];
    for (int i = 0; i < 2; i++) {
      byte[] number =
          HexFormat.of()
              .parseHex(
                  String.format(
                      Locale.ROOT,
                      "%064x",
                      ASN1Integer.getInstance(rs.getObjectAt(i)).getPositiveValue()));
      System.arraycopy(number, 0, raw, 32 * i, 32);
    }
    return raw;
  }

  private void verify(String publicPem, String text, byte[] raw)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("text"), text);
    DERSequence rs =
        new DERSequence(
            new ASN1Integer[] {
              new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, 0, 32))),
              new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)))
            });
    Files.write(folder.resolve("sig"), rs.getEncoded());
    run(
        "dgst",
        "-sm3",
        "-verify",
        publicPem,
        "-sigopt",
        "distid:1234567812345678",
        "-signature",
        "sig",
        "text");
  }

  private static String keyHex() {
    return HexFormat.of().formatHex(KEY.getBytes(US_ASCII));
  }

  private String encrypted(String plain) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("plain"), plain);
    run("enc", "-sm4-ecb", "-K", keyHex(), "-in", "plain", "-out", "hidden");
    return HexFormat.of().withUpperCase().formatHex(Files.readAllBytes(folder.resolve("hidden")));
  }

  private String decrypted(String hex) throws IOException, InterruptedException {
    Files.write(folder.resolve("hidden"), HexFormat.of().parseHex(hex));
    run("enc", "-d", "-sm4-ecb", "-K", keyHex(), "-in", "hidden", "-out", "plain");
    return Files.readString(folder.resolve("plain"));
  }

  private Envelope envelope() {
    return new Envelope(
        new CentreSettings(
            URI.create("http://127.0.0.1"),
            APP_ID,
            SECRET,
            Sm2SigningKey.of(pair.pkcs8(), CentreSettings.USUAL_USER_ID),
            Sm2VerificationKey.of(pair.spki(), CentreSettings.USUAL_USER_ID),
            CentreProfile.usual(),
            Timeouts.usual()));
  }

  @Test
  void whatWeSealItOpens() throws IOException, InterruptedException {
    String publicPem = Keys.publicPem(folder, "ours.pub", pair);
    ObjectNode data = Json.object().put("b", "医码").put("a", "1.00").put("empty", "");
    ObjectNode sealed = envelope().seal(Json.object(), data, NOW);
    String plain = decrypted(sealed.get("encData").textValue());
    assertThat(plain).isEqualTo("{\"a\":\"1.00\",\"b\":\"医码\"}");
    verify(
        publicPem,
        "appId=%s&data=%s&encType=SM4&signType=SM2&timestamp=20261121090203&version=2.0.1&key=%s"
            .formatted(APP_ID, plain, SECRET),
        Base64.getDecoder().decode(sealed.get("signData").textValue()));
  }

  @Test
  void whatItSealsWeOpen() throws IOException, InterruptedException {
    String privatePem = Keys.privatePem(folder, "theirs.key", pair);
    String plain = "{\"a\":\"1.00\",\"b\":\"医码\"}";
    String text =
        "appId=%s&code=0&data=%s&encType=SM4&message=成功&signType=SM2&success=true&timestamp=20261121090203&version=2.0.1&key=%s"
            .formatted(APP_ID, plain, SECRET);
    ObjectNode sealed =
        JSON.createObjectNode()
            .put("appId", APP_ID)
            .put("encType", "SM4")
            .put("signType", "SM2")
            .put("version", "2.0.1")
            .put("timestamp", "20261121090203")
            .put("code", "0")
            .put("message", "成功")
            .put("success", true)
            .put("encData", encrypted(plain))
            .put("signData", Base64.getEncoder().encodeToString(sign(privatePem, text)));
    assertThat(envelope().open(new Fields(sealed)).orElseThrow().data().text("b")).isEqualTo("医码");
  }

  /** A hospital of a few shell commands asks the sandbox's centre, and believes its refusal. */
  @Test
  void theSandboxUnderstandsItAndIsUnderstood() throws IOException, InterruptedException {
    try (SandboxWorld world =
        SandboxWorld.start(
            folder, Map.of("bureau", BureauSection.of(folder, "http://127.0.0.1:9/6302")))) {
      String plain =
          "{\"idNo\":\"44030019000101123X\",\"idType\":\"01\",\"orgCodg\":\"%s\",\"payOrdId\":\"ORD0\",\"payToken\":\"T\",\"userName\":\"张三\"}"
              .formatted(BureauSection.MOBILE_HOSPITAL);
      String stamp = STAMP.format(LocalDateTime.now(ZoneId.of("Asia/Shanghai")));
      String text =
          "appId=%s&data=%s&encType=SM4&signType=SM2&timestamp=%s&version=2.0.1&key=%s"
              .formatted(APP_ID, plain, stamp, SECRET);
      ObjectNode sealed =
          JSON.createObjectNode()
              .put("appId", APP_ID)
              .put("encType", "SM4")
              .put("signType", "SM2")
              .put("version", "2.0.1")
              .put("timestamp", stamp)
              .put("encData", encrypted(plain))
              .put(
                  "signData",
                  Base64.getEncoder().encodeToString(sign(BureauSection.writtenKey(folder), text)));
      JsonNode answer = asked(world, sealed);
      assertThat(answer.path("message").textValue()).isEqualTo("支付订单不存在");
      verify(
          BureauSection.writtenCentreKey(folder),
          "appId=%s&code=%s&encType=SM4&message=支付订单不存在&signType=SM2&success=false&timestamp=%s&version=2.0.1&key=%s"
              .formatted(
                  APP_ID,
                  answer.path("code").textValue(),
                  answer.path("timestamp").textValue(),
                  SECRET),
          Base64.getDecoder().decode(answer.path("signData").textValue()));
    }
  }

  private static JsonNode asked(SandboxWorld world, ObjectNode sealed)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(world.uri().resolve("/org/local/api/hos/query_order_info"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(sealed)))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    return JSON.readTree(answer.body());
  }
}
