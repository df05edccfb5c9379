package org.yima;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Staff sign-in for tests. A code counts once, so a token is asked for once and kept. */
public final class TestStaff {
  public static final String OPERATOR_LOGIN = "first.operator";
  public static final String PASSWORD = "correct horse battery staple";
  public static final String TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  private TestStaff() {}

  /** The bootstrapped operator's access token. */
  public static String operator() {
    return token(OPERATOR_LOGIN);
  }

  /** The access token of a member of staff made with {@link #PASSWORD} and {@link #TOTP_SECRET}. */
  public static String token(String login) {
    return TOKENS.computeIfAbsent(login, TestStaff::signIn);
  }

  private static String signIn(String login) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("login", login, "password", PASSWORD, "totp", totp(TOTP_SECRET)))
        .post("/v1/staff/login")
        .then()
        .statusCode(200)
        .extract()
        .path("accessToken");
  }

  /** The RFC 6238 code of this moment. */
  public static String totp(String secret) {
    try {
      long step = Instant.now().getEpochSecond() / 30;
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(new Base32().decode(secret), "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0xf, 4).getInt() & 0x7fffffff;
      return String.format("%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
