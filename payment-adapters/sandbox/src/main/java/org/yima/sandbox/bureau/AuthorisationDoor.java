package org.yima.sandbox.bureau;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Refused;

/** The authorisation gateway's header signature. Its answers carry none. */
final class AuthorisationDoor implements Door {
  private static final long SKEW_MILLIS = 300_000;
  private final SandboxConfig.InsuranceAuth config;
  private final Clock clock;

  AuthorisationDoor(SandboxConfig.InsuranceAuth config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Seal seals(String call) {
    return Seal.NONE;
  }

  @Override
  public void admit(Call call) {
    String timestamp = call.header("god-portal-timestamp").orElse("");
    String requestId = call.header("god-portal-request-id").orElse("");
    String signature = call.header("god-portal-signature").orElse("");
    if (!config.partnerId().equals(call.parameter("partnerId"))
        || !timestamp.matches("\\d{13}")
        || requestId.isEmpty()
        || Math.abs(clock.millis() - Long.parseLong(timestamp)) > SKEW_MILLIS
        || !same(signature, timestamp + config.partnerSecret() + requestId + timestamp)) {
      throw new Refused(401, "401", "签名验证失败");
    }
  }

  private static boolean same(String signature, String text) {
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.UTF_8),
        HexFormat.of().formatHex(sha256(text)).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    int code =
        refusal.code().matches("\\d{1,6}") ? Integer.parseInt(refusal.code()) : refusal.status();
    return Answer.json(refusal.status(), Map.of("code", code, "message", refusal.getMessage()));
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return answer;
  }
}
