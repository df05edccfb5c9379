package org.yima.sandbox.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yima.sandbox.config.Pem;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;

/**
 * RSA2 over all parameters of query and form, sorted, as the application signs them; and over the
 * one node of the answer, as text. A refusal is HTTP 200 with an {@code error_response}.
 */
final class AlipayDoor implements Door {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Duration SKEW = Duration.ofMinutes(15);

  private final SandboxConfig.Alipay config;
  private final PublicKey app;
  private final PrivateKey own;
  private final Clock clock;

  AlipayDoor(SandboxConfig.Alipay config, Clock clock) {
    this.config = config;
    this.app = Pem.publicKey(config.appPublicKeyFile(), "RSA");
    this.own = Pem.privateKey(config.privateKeyFile(), "RSA");
    this.clock = clock;
  }

  /** Query and form together; a name that stands twice is refused, for no signature covers two. */
  Map<String, String> parameters(Call call) {
    Map<String, String> all = new TreeMap<>(read(call.uri().getRawQuery()));
    take(all, new String(call.body(), StandardCharsets.UTF_8));
    return all;
  }

  /** The parameters of a query. */
  static Map<String, String> read(String encoded) {
    Map<String, String> all = new TreeMap<>();
    take(all, encoded);
    return all;
  }

  private static void take(Map<String, String> all, String encoded) {
    if (encoded == null || encoded.isEmpty()) {
      return;
    }
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length != 2 || all.put(decode(parts[0]), decode(parts[1])) != null) {
        throw new Refused(200, "isv.invalid-parameter", "malformed or repeated parameter");
      }
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new Refused(200, "isv.invalid-parameter", "malformed percent-encoding");
    }
  }

  @Override
  public Seal seals(String call) {
    // A page is shown to a payer, and nobody signs it.
    return AlipayCashier.isPage(call) ? Seal.NONE : Seal.SIGNED;
  }

  @Override
  public void admit(Call call) {
    Map<String, String> parameters = parameters(call);
    if (!"1.0".equals(parameters.get("version")) || !isNow(parameters.get("timestamp"))) {
      throw new Refused(200, "isv.invalid-timestamp", "非法的时间戳参数");
    }
    verify(parameters);
  }

  /** Whether the application signed these; whenever it did. */
  void verify(Map<String, String> parameters) {
    if (!config.appId().equals(parameters.get("app_id"))) {
      throw new Refused(200, "isv.invalid-app-id", "无效的AppID参数");
    }
    if (!"RSA2".equals(parameters.get("sign_type"))) {
      throw new Refused(200, "isv.invalid-signature-type", "无效的签名类型");
    }
    String sign = parameters.remove("sign");
    if (sign == null) {
      throw new Refused(200, "isv.missing-signature", "缺少签名参数");
    }
    if (!signed(text(parameters), sign)) {
      throw new Refused(200, "isv.invalid-signature", "无效签名");
    }
  }

  private boolean isNow(String timestamp) {
    try {
      LocalDateTime sent = LocalDateTime.parse(timestamp == null ? "" : timestamp, TIME);
      Duration away = Duration.between(sent.toInstant(ZoneOffset.ofHours(8)), clock.instant());
      return away.abs().compareTo(SKEW) <= 0;
    } catch (DateTimeException malformed) {
      return false;
    }
  }

  /** What is signed: all that is not empty, by name. */
  static String text(Map<String, String> sorted) {
    return sorted.entrySet().stream()
        .filter(parameter -> !parameter.getValue().isEmpty())
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  private boolean signed(String text, String sign) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(app);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(sign));
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      return false;
    }
  }

  /** The node that a method's answers are in. */
  static String node(String method) {
    return method.replace('.', '_') + "_response";
  }

  /**
   * What the gateway refuses by itself ({@code isv., isp., aop.}) is an {@code error_response};
   * what a method refuses has the method's own node and code 40004.
   */
  @Override
  public Answer refuse(Call call, Refused refusal) {
    boolean ours = refusal.status() >= 500;
    boolean gateway = ours || refusal.code().matches("(isv|isp|aop)\\..*");
    Map<String, String> error = new LinkedHashMap<>();
    error.put("code", ours ? "20000" : gateway ? gatewayCode(refusal.code()) : "40004");
    error.put(
        "msg",
        ours ? "Service Currently Unavailable" : gateway ? "Invalid Arguments" : "Business Failed");
    error.put(
        "sub_code",
        ours
            ? "isp.unknow-error"
            : refusal.code().equals("PARAM_ERROR") ? "ACQ.INVALID_PARAMETER" : refusal.code());
    error.put("sub_msg", refusal.getMessage());
    return Answer.json(
        ours ? refusal.status() : 200,
        Map.of(gateway ? "error_response" : node(parameters(call).get("method")), error));
  }

  private static String gatewayCode(String subCode) {
    if (subCode.equals("isv.missing-signature") || subCode.startsWith("isv.missing-")) {
      return "40001";
    }
    return subCode.equals("aop.invalid-app-auth-token") ? "20001" : "40002";
  }

  /** Takes an answer of one node and signs that node's text. */
  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    if (answer.headers().getOrDefault("Content-Type", "").startsWith("text/html")) {
      return answer;
    }
    Map.Entry<String, JsonNode> node;
    try {
      node = Json.tree(answer.body()).properties().iterator().next();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    String text = Json.text(node.getValue());
    String sealed =
        "{\"" + node.getKey() + "\":" + text + ",\"sign\":\"" + sign(text, spoilt) + "\"}";
    return Answer.ofJson(answer.status(), sealed.getBytes(StandardCharsets.UTF_8));
  }

  /** Signed by Alipay's own key. */
  String sign(String text) {
    return sign(text, false);
  }

  private String sign(String text, boolean spoilt) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(own);
      signer.update((spoilt ? text + "spoilt" : text).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
