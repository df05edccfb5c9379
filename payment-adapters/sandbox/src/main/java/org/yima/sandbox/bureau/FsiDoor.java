package org.yima.sandbox.bureau;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Refused;

/** The provider interface's gateway headers. Its answers carry no signature. */
final class FsiDoor implements Door {
  private static final long SKEW_SECONDS = 300;
  private final SandboxConfig.Bureau config;
  private final Clock clock;

  FsiDoor(SandboxConfig.Bureau config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Seal seals(String call) {
    return Seal.NONE;
  }

  @Override
  public void admit(Call call) {
    String timestamp = call.header("x-tif-timestamp").orElse("");
    String nonce = call.header("x-tif-nonce").orElse("");
    String signature = call.header("x-tif-signature").orElse("");
    if (!config.paasid().equals(call.header("x-tif-paasid").orElse(""))
        || !timestamp.matches("\\d{10}")
        || nonce.isEmpty()
        || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) > SKEW_SECONDS
        || !same(signature, timestamp + config.token() + nonce + timestamp)) {
      throw new Refused(401, "SIGN", "网关签名验证失败");
    }
  }

  private static boolean same(String signature, String text) {
    String expected =
        HexFormat.of().formatHex(AuthorisationDoor.sha256(text)).toUpperCase(Locale.ROOT);
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Refusals of the business are HTTP 200 with infcode -1; those of the gateway keep their status.
   */
  @Override
  public Answer refuse(Call call, Refused refusal) {
    boolean gateway = refusal.status() == 401 || refusal.status() >= 500;
    return Answer.json(
        gateway ? refusal.status() : 200, Fsi.envelope(clock, -1, refusal.getMessage(), Map.of()));
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return answer;
  }
}
