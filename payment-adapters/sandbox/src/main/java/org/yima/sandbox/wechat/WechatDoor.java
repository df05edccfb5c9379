package org.yima.sandbox.wechat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Refused;

/**
 * Checks {@code WECHATPAY2-SHA256-RSA2048} requests and signs every answer, errors and empty ones
 * too.
 */
final class WechatDoor implements Door {
  private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048 ";
  private static final Pattern ITEM = Pattern.compile("\\s*([a-z_]+)=\"([^\"]*)\"\\s*(?:,|$)");
  private static final long SKEW_SECONDS = 300;
  private static final String REQUEST_ID = "Request-ID";
  private final SandboxConfig.Wechat config;
  private final WechatKeys keys;
  private final Clock clock;

  WechatDoor(SandboxConfig.Wechat config, WechatKeys keys, Clock clock) {
    this.config = config;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Seal seals(String call) {
    return Seal.TIMED;
  }

  @Override
  public void admit(Call call) {
    Map<String, String> items = items(call.header("authorization").orElseThrow(WechatDoor::bad));
    if (!config.spMchid().equals(items.get("mchid"))
        || !config.merchantSerial().equals(items.get("serial_no"))
        || !items
            .keySet()
            .equals(Set.of("mchid", "nonce_str", "timestamp", "serial_no", "signature"))
        || items.get("nonce_str").isEmpty()
        || items.get("nonce_str").length() > 32
        || !items.get("timestamp").matches("\\d{10}")) {
      throw bad();
    }
    long age = clock.instant().getEpochSecond() - Long.parseLong(items.get("timestamp"));
    if (Math.abs(age) > SKEW_SECONDS) {
      throw bad();
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(
        (call.method()
                + "\n"
                + call.target()
                + "\n"
                + items.get("timestamp")
                + "\n"
                + items.get("nonce_str")
                + "\n")
            .getBytes(StandardCharsets.UTF_8));
    message.writeBytes(call.body());
    message.write('\n');
    if (!keys.merchantSigned(message.toByteArray(), items.get("signature"))) {
      throw bad();
    }
    if (call.body().length > 0
        && !call.header("content-type").map(t -> t.startsWith("application/json")).orElse(false)) {
      throw new Refused(415, "INVALID_REQUEST", "Content-Type必须为application/json");
    }
  }

  private static Map<String, String> items(String authorization) {
    if (!authorization.startsWith(SCHEME)) {
      throw bad();
    }
    Map<String, String> items = new HashMap<>();
    Matcher matcher = ITEM.matcher(authorization).region(SCHEME.length(), authorization.length());
    int end = SCHEME.length();
    while (matcher.find() && matcher.start() == end) {
      items.put(matcher.group(1), matcher.group(2));
      end = matcher.end();
    }
    if (end != authorization.length()) {
      throw bad();
    }
    return items;
  }

  private static Refused bad() {
    return new Refused(401, "SIGN_ERROR", "签名错误，请检查后再试");
  }

  /** A code may bring an inner number, {@code CODE#number}, which ends the Request-ID. */
  @Override
  public Answer refuse(Call call, Refused refusal) {
    int hash = refusal.code().indexOf('#');
    Answer answer =
        Answer.json(
            refusal.status(),
            Map.of(
                "code",
                hash < 0 ? refusal.code() : refusal.code().substring(0, hash),
                "message",
                refusal.getMessage()));
    return hash < 0
        ? answer
        : answer.with(REQUEST_ID, keys.nonce(32) + "-" + refusal.code().substring(hash + 1));
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return numbered(answer, signed(answer, spoilt, clock.instant()));
  }

  @Override
  public Answer sealAhead(Call call, Answer answer, Duration ahead) {
    return numbered(answer, signed(answer, false, clock.instant().plus(ahead)));
  }

  /** A refusal may have its number already; everything else went well. */
  private Answer numbered(Answer answer, Answer signed) {
    return answer.headers().containsKey(REQUEST_ID)
        ? signed
        : signed.with(REQUEST_ID, keys.nonce(32) + "-0");
  }

  private Answer signed(Answer answer, boolean spoilt, Instant now) {
    Answer signed = answer;
    for (Map.Entry<String, String> header : headers(answer.body(), spoilt, now).entrySet()) {
      signed = signed.with(header.getKey(), header.getValue());
    }
    return signed;
  }

  /** The four headers that let the merchant verify a body; notifications carry the same. */
  Map<String, String> headers(byte[] body, boolean spoilt) {
    return headers(body, spoilt, clock.instant());
  }

  private Map<String, String> headers(byte[] body, boolean spoilt, Instant now) {
    String timestamp = Long.toString(now.getEpochSecond());
    String nonce = keys.nonce(32);
    String message =
        timestamp + "\n" + nonce + "\n" + new String(body, StandardCharsets.UTF_8) + "\n";
    return Map.of(
        "Wechatpay-Timestamp",
        timestamp,
        "Wechatpay-Nonce",
        nonce,
        "Wechatpay-Serial",
        config.platformPublicKeyId(),
        "Wechatpay-Signature",
        keys.sign(spoilt ? message + "spoilt" : message));
  }
}
