package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yima.sandbox.sm.Sm;

/**
 * A card issuer at the card centre, by both of its interfaces; the primitives are the sandbox's.
 */
public final class CardOffice {
  private static final String SECRET = "00112233445566778899aabbccddeeff";
  private final World world;

  public CardOffice(World world) {
    this.world = world;
  }

  public HttpResponse<byte[]> call(String method, Map<String, String> content) {
    String plain = World.text(new TreeMap<>(content));
    Map<String, String> envelope = new LinkedHashMap<>();
    envelope.put("app_id", "yima-app");
    envelope.put("digest_type", "SM3");
    envelope.put("enc_type", "SM4");
    envelope.put("method", method);
    envelope.put("term_id", "T0001");
    envelope.put("timestamp", Long.toString(world.now().toEpochMilli()));
    envelope.put("version", "X.M.0.1");
    String text =
        "app_id=yima-app&biz_content="
            + plain
            + envelope.entrySet().stream()
                .filter(field -> !field.getKey().equals("app_id"))
                .map(field -> "&" + field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining());
    envelope.put("digest", digest(text));
    envelope.put("biz_content", Sm.hex(Sm.encrypt(key(), plain.getBytes(StandardCharsets.UTF_8))));
    return post("/erhc/ehealthcard/business.do", envelope);
  }

  private static byte[] key() {
    return HexFormat.of().parseHex(SECRET);
  }

  private static String digest(String text) {
    byte[] covered = (text + "&app_secret=" + SECRET).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sm.sm3(covered));
  }

  private HttpResponse<byte[]> post(String path, Object body) {
    return World.send(
        HttpRequest.newBuilder(URI.create(world.base() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(World.text(body)))
            .build());
  }

  private static String content(JsonNode answer) {
    String cipher = answer.path("biz_content").asText();
    return cipher.isEmpty()
        ? ""
        : new String(Sm.decrypt(key(), HexFormat.of().parseHex(cipher)), StandardCharsets.UTF_8);
  }

  public static boolean digested(HttpResponse<byte[]> answer) {
    JsonNode said = World.tree(answer.body());
    String text =
        "biz_content="
            + content(said)
            + "&code="
            + said.path("code").asText()
            + "&digest_type=SM3&enc_type=SM4";
    return digest(text).equals(said.path("digest").asText());
  }

  /** The content of a success. */
  public static JsonNode opened(HttpResponse<byte[]> answer) {
    JsonNode said = World.tree(answer.body());
    if (!said.path("code").asText().equals("10")) {
      throw new AssertionError("refused: " + said);
    }
    return World.tree(content(said).getBytes(StandardCharsets.UTF_8));
  }

  /** Calls the open platform; an empty token asks for one. */
  public HttpResponse<byte[]> open(String call, String token, Map<String, ?> request) {
    Map<String, Object> common = new TreeMap<>();
    common.put("requestId", "request-1");
    common.put("hospitalId", "T0001");
    common.put("timestamp", Long.toString(world.now().getEpochSecond()));
    if (!token.isEmpty()) {
      common.put("appToken", token);
    }
    Map<String, Object> signed = new TreeMap<>(common);
    signed.putAll(request);
    String text =
        signed.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + (field.getValue() instanceof String plain
                            ? plain
                            : World.text(field.getValue())))
            .collect(Collectors.joining("&"));
    try {
      byte[] covered = (text + SECRET).getBytes(StandardCharsets.UTF_8);
      common.put(
          "sign",
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(covered)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    String base = "/rest/auth/HealthCard/";
    return post(
        base
            + (token.isEmpty()
                ? "HealthOpenAuth/AuthObj/getAppToken"
                : "HealthOpenPlatform/ISVOpenObj/" + call),
        Map.of("commonIn", common, "req", request));
  }
}
