package org.yima.sandbox.driver;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An application at Alipay that acts for one institution, written for the tests alone. */
public final class AlipayClient {
  public static final String SELLER = "2088000000000109";
  public static final String TOKEN = "202611BBtoken";
  private static final String APP = "2021000000000001";
  private final World world;

  public AlipayClient(World world) {
    this.world = world;
  }

  public static String at(Instant time) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
        .withZone(ZoneOffset.ofHours(8))
        .format(time);
  }

  /** Calls a method for the institution. */
  public HttpResponse<byte[]> call(String method, Map<String, ?> business, String notifyUrl) {
    return call(
        method,
        Map.of(
            "app_auth_token", TOKEN, "notify_url", notifyUrl, "biz_content", World.text(business)));
  }

  public HttpResponse<byte[]> call(String method, Map<String, String> more) {
    return World.send(
        HttpRequest.newBuilder(URI.create(world.base() + "/alipay/gateway.do"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(signed(method, more)))
            .build());
  }

  /** What a browser opens. */
  public HttpResponse<byte[]> page(String method, Map<String, ?> business) {
    String query =
        signed(method, Map.of("app_auth_token", TOKEN, "biz_content", World.text(business)));
    return World.send(
        HttpRequest.newBuilder(URI.create(world.base() + "/alipay/gateway.do?" + query)).build());
  }

  private String signed(String method, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(more);
    all.values().removeIf(String::isEmpty);
    all.put("app_id", APP);
    all.put("method", method);
    all.put("charset", "utf-8");
    all.put("sign_type", "RSA2");
    all.put("version", "1.0");
    all.put("timestamp", at(world.now()));
    String text =
        all.entrySet().stream()
            .map(p -> p.getKey() + "=" + p.getValue())
            .collect(Collectors.joining("&"));
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(Keys.MERCHANT.getPrivate());
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      all.put("sign", Base64.getEncoder().encodeToString(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return all.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Whether the fields of what was told are signed. */
  public static boolean signed(Map<String, String> told) {
    Map<String, String> fields = new TreeMap<>(told);
    fields.keySet().removeAll(List.of("sign", "sign_type"));
    String text =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(Keys.PLATFORM.getPublic());
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(told.get("sign")));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether the answer's one node is signed, as the text that came. */
  public static boolean signed(HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    int end = body.lastIndexOf(",\"sign\":\"");
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(Keys.PLATFORM.getPublic());
      verifier.update(body.substring(body.indexOf(':') + 1, end).getBytes(StandardCharsets.UTF_8));
      return verifier.verify(
          Base64.getDecoder().decode(body.substring(end + 9, body.length() - 2)));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
