package org.yima.gateway.wechat;

import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.cipher.Verifier;
import com.wechat.pay.java.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Verifies a 2xx answer: {@code timestamp\n nonce\n body\n}, at most five minutes old. Stands in
 * for the SDK's own, which reads the system clock and logs whole bodies.
 */
final class AnswerValidator implements Validator {

  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

  private final Verifier verifier;
  private final String platformKeyId;
  private final InstantSource clock;

  AnswerValidator(Verifier verifier, String platformKeyId, InstantSource clock) {
    this.verifier = verifier;
    this.platformKeyId = platformKeyId;
    this.clock = clock;
  }

  @Override
  public <T> boolean validate(HttpHeaders headers, String body) {
    // The SDK keeps names as they came and finds only one spelling; names have no case (RFC 9110),
    // and servers and proxies do change it.
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers.getHeaders());
    return verifies(
        anyCase.get("Wechatpay-Serial"),
        anyCase.get("Wechatpay-Timestamp"),
        anyCase.get("Wechatpay-Nonce"),
        anyCase.get("Wechatpay-Signature"),
        body);
  }

  boolean verifies(String serial, String timestamp, String nonce, String signature, String body) {
    if (nonce == null || !canonical(signature)) {
      return false;
    }
    if (!platformKeyId.equals(serial) || !recent(timestamp)) {
      return false;
    }
    String message = timestamp + "\n" + nonce + "\n" + (body == null ? "" : body) + "\n";
    try {
      return verifier.verify(serial, message, signature);
    } catch (RuntimeException unusable) {
      return false;
    }
  }

  /** One signature has one spelling: base64 that was bent, yet decodes, is refused. */
  private static boolean canonical(String signature) {
    try {
      return signature != null
          && Base64.getEncoder()
              .encodeToString(Base64.getDecoder().decode(signature))
              .equals(signature);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private boolean recent(String timestamp) {
    if (timestamp == null || !SECONDS.matcher(timestamp).matches()) {
      return false;
    }
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
    return Duration.between(signedAt, clock.instant()).abs().compareTo(SKEW) < 0;
  }

  @Override
  public <T> String getSerialNumber() {
    return platformKeyId;
  }
}
