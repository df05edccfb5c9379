package org.yima.sandbox.einvoice;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;

/**
 * {@code {appid, data, noise, sign, version}}: MD5 over appid, data, noise, key and version in this
 * order. Answers are sealed the same way; a refusal is a result other than S0000, in HTTP 200.
 */
final class InvoiceDoor implements Door {
  private static final String VERSION = "1.0";
  private final Map<String, SandboxConfig.Issuer> issuers;
  private final SecureRandom random;

  InvoiceDoor(SandboxConfig.EInvoice config, SecureRandom random) {
    this.issuers =
        config.issuers().stream()
            .collect(Collectors.toMap(SandboxConfig.Issuer::appId, Function.identity()));
    this.random = random;
  }

  static Refused refuse(String code, String message) {
    return new Refused(200, code, message);
  }

  @Override
  public Seal seals(String call) {
    return Seal.SIGNED;
  }

  @Override
  public void admit(Call call) {
    Fields envelope = call.json();
    String data = envelope.text("data", 1 << 20);
    String noise = envelope.text("noise", 32);
    if (!noise.matches("[0-9a-fA-F]{32}") || !envelope.text("version", 8).equals(VERSION)) {
      throw refuse("E0001", "请求报文格式错误");
    }
    String sign = sign(issuer(call), data, noise);
    if (!sign.equals(envelope.text("sign", 32))) {
      throw refuse("E0002", "签名验证失败");
    }
  }

  /** Who asks. */
  SandboxConfig.Issuer issuer(Call call) {
    SandboxConfig.Issuer issuer = issuers.get(call.json().text("appid", 64));
    if (issuer == null) {
      throw refuse("E0002", "appid不存在");
    }
    return issuer;
  }

  /** What was asked. */
  static Fields content(Call call) {
    try {
      byte[] content = Base64.getDecoder().decode(call.json().text("data", 1 << 20));
      JsonNode tree = Json.tree(content);
      if (tree != null && tree.isObject()) {
        return new Call(call.method(), call.uri(), Map.of(), content, Map.of()).json();
      }
    } catch (IOException | IllegalArgumentException malformed) {
      throw refuse("E0001", "请求报文格式错误");
    }
    throw refuse("E0001", "请求报文格式错误");
  }

  private static String sign(SandboxConfig.Issuer issuer, String data, String noise) {
    String text =
        "appid="
            + issuer.appId()
            + "&data="
            + data
            + "&noise="
            + noise
            + "&key="
            + issuer.appKey()
            + "&version="
            + VERSION;
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A success, not sealed yet. */
  static Answer done(Map<String, ?> message) {
    return Answer.json(
        200,
        Map.of(
            "result", "S0000", "message", Base64.getEncoder().encodeToString(Json.bytes(message))));
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    if (refusal.status() >= 500) {
      return Answer.json(refusal.status(), Map.of("error", "Internal Server Error"));
    }
    String code = refusal.status() == 200 ? refusal.code() : "E0001";
    String text =
        Base64.getEncoder().encodeToString(refusal.getMessage().getBytes(StandardCharsets.UTF_8));
    return Answer.json(200, Map.of("result", code, "message", text));
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    if (answer.status() != 200) {
      return answer;
    }
    SandboxConfig.Issuer issuer;
    try {
      issuer = issuer(call);
    } catch (Refused stranger) {
      // There is no key to seal an answer to a stranger with.
      return answer;
    }
    byte[] drawn = new byte[16];
    random.nextBytes(drawn);
    String noise = HexFormat.of().formatHex(drawn);
    String data = Base64.getEncoder().encodeToString(answer.body());
    Map<String, String> envelope = new LinkedHashMap<>();
    envelope.put("data", data);
    envelope.put("noise", noise);
    envelope.put("sign", sign(issuer, spoilt ? data + "spoilt" : data, noise));
    return Answer.json(200, envelope);
  }
}
