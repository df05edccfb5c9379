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
import java.util.Map;

/** An institution that issues e-invoices, written for the tests alone. */
public final class Issuer {
  public static final String APP_ID = "issuer-1";
  public static final String KEY = "issuer-key";
  public static final String PLACE = "0001";
  private static final String NOISE = "0123456789abcdef0123456789abcdef";
  private final World world;

  public Issuer(World world) {
    this.world = world;
  }

  public HttpResponse<byte[]> call(String name, Map<String, ?> content) {
    String data =
        Base64.getEncoder().encodeToString(World.text(content).getBytes(StandardCharsets.UTF_8));
    Map<String, String> envelope =
        Map.of(
            "appid", APP_ID,
            "data", data,
            "noise", NOISE,
            "sign", sign(data, NOISE),
            "version", "1.0");
    return World.send(
        HttpRequest.newBuilder(URI.create(world.base() + "/medical-web/api/medical/" + name))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(World.text(envelope)))
            .build());
  }

  private static String sign(String data, String noise) {
    String text =
        "appid=" + APP_ID + "&data=" + data + "&noise=" + noise + "&key=" + KEY + "&version=1.0";
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static boolean signed(HttpResponse<byte[]> answer) {
    JsonNode envelope = World.tree(answer.body());
    return envelope
        .path("sign")
        .asText()
        .equals(sign(envelope.path("data").asText(), envelope.path("noise").asText()));
  }

  /** What a signed answer says. */
  public static JsonNode said(HttpResponse<byte[]> answer) {
    return World.tree(Base64.getDecoder().decode(World.tree(answer.body()).path("data").asText()));
  }

  /** The message of a success. */
  public static JsonNode message(HttpResponse<byte[]> answer) {
    JsonNode said = said(answer);
    if (!said.path("result").asText().equals("S0000")) {
      throw new AssertionError("refused: " + said);
    }
    return World.tree(Base64.getDecoder().decode(said.path("message").asText()));
  }
}
