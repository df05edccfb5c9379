package org.yima.sandbox.cardcentre;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;

/**
 * The SHA-256 over both objects of a call. A refusal is HTTP 200 with a result code; answers carry
 * no signature, so none can be spoilt.
 */
final class HealthOpenDoor implements Door {
  private static final long SKEW_SECONDS = 300;

  private final SandboxConfig.CardCentre config;
  private final Clock clock;

  HealthOpenDoor(SandboxConfig.CardCentre config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Seal seals(String call) {
    return Seal.NONE;
  }

  @Override
  public void admit(Call call) {
    Fields common = call.json().object("commonIn");
    common.text("requestId", 64);
    String timestamp = common.text("timestamp", 10);
    boolean now =
        timestamp.matches("\\d{10}")
            && Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp))
                <= SKEW_SECONDS;
    if (!now
        || !config.termId().equals(common.text("hospitalId", 64))
        || !same(common.text("sign", 64), sign(call.json()))) {
      throw new Refused(200, CentreDoor.BAD_DIGEST, "签名验证失败");
    }
  }

  private String sign(Fields body) {
    Map<String, String> fields = new TreeMap<>();
    take(fields, body.object("commonIn").tree());
    take(fields, body.object("req").tree());
    fields.remove("sign");
    String text =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    try {
      byte[] covered = (text + config.appSecret()).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(covered));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void take(Map<String, String> fields, JsonNode node) {
    node.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              String text = value.isContainerNode() ? Json.text(value) : value.asText("");
              if (!text.isEmpty() && !value.isNull()) {
                fields.put(field.getKey(), text);
              }
            });
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  /** A success with what was asked for. */
  Answer done(Call call, Map<String, Object> response) {
    return answer(200, call, 0, "成功", response);
  }

  private static Answer answer(
      int status, Call call, int code, String text, Map<String, Object> response) {
    String requestId = call.json().object("commonIn").optional("requestId", 64).orElse("");
    return Answer.json(
        status,
        Map.of(
            "commonOut",
            Map.of("requestId", requestId, "resultCode", code, "errMsg", text),
            "rsp",
            response));
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    boolean ours = refusal.status() >= 500;
    boolean known = refusal.code().matches("\\d{2}");
    int code = Integer.parseInt(known ? refusal.code() : ours ? "99" : CentreDoor.BAD_FIELD);
    return answer(ours ? refusal.status() : 200, call, code, refusal.getMessage(), Map.of());
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return answer;
  }
}
