package org.yima.sandbox.driver;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A caller of the signed ports, written from RFC 9421 for the tests alone. */
public final class Port {
  private static final String CORRELATION = "correlation-0123456789";
  private final World world;
  private final PrivateKey key;

  public Port(World world) {
    this(world, Keys.YIMA.getPrivate());
  }

  public Port(World world, PrivateKey key) {
    this.world = world;
    this.key = key;
  }

  public HttpResponse<byte[]> post(String path, Object body) {
    return call("POST", path, World.text(body));
  }

  public HttpResponse<byte[]> get(String path) {
    return call("GET", path, "");
  }

  private HttpResponse<byte[]> call(String method, String path, String body) {
    String digest = digest(body.getBytes(StandardCharsets.UTF_8));
    String params =
        "(\"@method\" \"@path\" \"content-digest\" \"yima-correlation-id\");created=%d;keyid=\"yima-key\";alg=\"ecdsa-p256-sha256\""
            .formatted(world.now().getEpochSecond());
    String base =
        String.join(
            "\n",
            "\"@method\": " + method,
            "\"@path\": " + path,
            "\"content-digest\": " + digest,
            "\"yima-correlation-id\": " + CORRELATION,
            "\"@signature-params\": " + params);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(world.base() + path))
            .header("Content-Digest", digest)
            .header("Yima-Correlation-Id", CORRELATION)
            .header("Signature-Input", "yima=" + params)
            .header("Signature", "yima=:" + sign(base) + ":");
    return World.send(
        method.equals("GET")
            ? request.GET().build()
            : request
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
  }

  private String sign(String base) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(key);
      signer.update(base.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether what was told is signed by the port, over the body that came, for this path. */
  public static boolean signed(Callback.Arrived told, String path) {
    String input = told.headers().get("Signature-Input");
    String digest = told.headers().get("Content-Digest");
    String base =
        String.join(
            "\n",
            "\"@method\": POST",
            "\"@path\": " + path,
            "\"content-digest\": " + digest,
            "\"yima-correlation-id\": " + told.headers().get("Yima-Correlation-Id"),
            "\"@signature-params\": " + input.substring("yima=".length()));
    Matcher matcher = Pattern.compile("yima=:(.+):").matcher(told.headers().get("Signature"));
    return matcher.matches() && digest.equals(digest(told.body())) && verifies(base, matcher);
  }

  /**
   * Whether the answer is signed by the port, over the body that came, for the request that was
   * made.
   */
  public static boolean signed(HttpResponse<byte[]> answer) {
    String input = answer.headers().firstValue("Signature-Input").orElseThrow();
    Matcher matcher =
        Pattern.compile("yima=:(.+):")
            .matcher(answer.headers().firstValue("Signature").orElseThrow());
    String digest = answer.headers().firstValue("Content-Digest").orElseThrow();
    String correlation = answer.headers().firstValue("Yima-Correlation-Id").orElseThrow();
    if (!matcher.matches()
        || !correlation.equals(CORRELATION)
        || !digest.equals(digest(answer.body()))) {
      return false;
    }
    String base =
        String.join(
            "\n",
            "\"@status\": " + answer.statusCode(),
            "\"content-digest\": " + digest,
            "\"yima-correlation-id\": " + correlation,
            "\"@signature-params\": " + input.substring("yima=".length()));
    return verifies(base, matcher);
  }

  private static boolean verifies(String base, Matcher matcher) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(Keys.PORT.getPublic());
      verifier.update(base.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(matcher.group(1)));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String digest(byte[] body) {
    try {
      return "sha-256=:"
          + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body))
          + ":";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
