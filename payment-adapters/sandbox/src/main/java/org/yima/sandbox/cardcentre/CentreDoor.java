package org.yima.sandbox.cardcentre;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.sm.Sm;

/**
 * The digest and the cipher around every call. A refusal is HTTP 200 with a code; what goes out is
 * encrypted and digested like what comes in.
 */
final class CentreDoor implements Door {
  static final String BAD_DIGEST = "40";
  static final String BAD_FIELD = "41";
  private static final long SKEW_MILLIS = 300_000;
  private static final List<String> COVERED =
      List.of("digest_type", "enc_type", "method", "term_id", "timestamp", "version");
  private final SandboxConfig.CardCentre config;
  private final Clock clock;

  CentreDoor(SandboxConfig.CardCentre config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Seal seals(String call) {
    return Seal.SIGNED;
  }

  @Override
  public void admit(Call call) {
    Fields head = call.json();
    String timestamp = head.text("timestamp", 13);
    String plain = plain(head);
    StringBuilder text =
        new StringBuilder("app_id=" + head.text("app_id", 64) + "&biz_content=" + plain);
    COVERED.forEach(name -> text.append('&').append(name).append('=').append(head.text(name, 64)));
    if (!config.appId().equals(head.text("app_id", 64))
        || !config.termId().equals(head.text("term_id", 64))
        || !"SM3".equals(head.text("digest_type", 8))
        || !"SM4".equals(head.text("enc_type", 8))
        || !timestamp.matches("\\d{13}")
        || Math.abs(clock.millis() - Long.parseLong(timestamp)) > SKEW_MILLIS
        || !same(head.text("digest", 64), digest(text.toString()))) {
      throw new Refused(200, BAD_DIGEST, "摘要验证失败");
    }
  }

  /** The business fields of an admitted call. */
  Fields content(Call call) {
    return new Call(
            call.method(),
            call.uri(),
            Map.of(),
            plain(call.json()).getBytes(StandardCharsets.UTF_8),
            Map.of())
        .json();
  }

  private String plain(Fields head) {
    try {
      byte[] cipher = HexFormat.of().parseHex(head.text("biz_content", 65_536));
      return new String(Sm.decrypt(key(), cipher), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused(200, BAD_DIGEST, "业务数据解密失败");
    }
  }

  private byte[] key() {
    return HexFormat.of().parseHex(config.appSecret());
  }

  private String digest(String text) {
    String covered = text + "&app_secret=" + config.appSecret();
    return HexFormat.of().formatHex(Sm.sm3(covered.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
        expected.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    boolean known = refusal.code().matches("\\d{2}");
    String code = known ? refusal.code() : refusal.status() >= 500 ? "99" : BAD_FIELD;
    return Answer.json(
        refusal.status() >= 500 ? refusal.status() : 200,
        Map.of("code", code, "msg", refusal.getMessage()));
  }

  /** Takes the plain answer of a handler and closes it. */
  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    JsonNode plain;
    try {
      plain = Json.tree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    String content = plain.path("content").isObject() ? plain.path("content").toString() : "";
    String code = plain.path("code").asText();
    Map<String, Object> sealed = new LinkedHashMap<>();
    sealed.put("code", code);
    sealed.put("msg", plain.path("msg").asText());
    if (!content.isEmpty()) {
      sealed.put(
          "biz_content", Sm.hex(Sm.encrypt(key(), content.getBytes(StandardCharsets.UTF_8))));
    }
    sealed.put("digest_type", "SM3");
    sealed.put("enc_type", "SM4");
    sealed.put(
        "digest",
        digest(
            "biz_content="
                + content
                + "&code="
                + code
                + "&digest_type=SM3&enc_type=SM4"
                + (spoilt ? "&spoilt" : "")));
    return Answer.json(answer.status(), sealed);
  }
}
