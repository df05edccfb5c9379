package org.yima.gateway.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The peer's half of the RFC 9421 profile, written from its text and not from our code. */
public final class SignedPeer {

  private static final Pattern INPUT =
      Pattern.compile(
          "yima=(\\(\"@method\" \"@path\" \"content-digest\" \"yima-correlation-id\"\\)"
              + ";created=\\d+;keyid=\"yima-1\";alg=\"ecdsa-p256-sha256\")");

  private final KeyPair own = keys();
  private final KeyPair yima = keys();

  public static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public KeyPair own() {
    return own;
  }

  public KeyPair yima() {
    return yima;
  }

  /** Whether a request is signed by Yima as the profile wants it. */
  public boolean accepts(Peer.Request request) {
    Matcher input = INPUT.matcher(request.header("Signature-Input"));
    if (!input.matches() || !request.header("Content-Digest").equals(digest(request.body()))) {
      return false;
    }
    String base =
        "\"@method\": "
            + request.method()
            + "\n"
            + "\"@path\": "
            + request.path()
            + "\n"
            + "\"content-digest\": "
            + request.header("Content-Digest")
            + "\n"
            + "\"yima-correlation-id\": "
            + request.header("Yima-Correlation-Id")
            + "\n"
            + "\"@signature-params\": "
            + input.group(1);
    String signed = request.header("Signature");
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(yima.getPublic());
      verifier.update(base.getBytes(UTF_8));
      return verifier.verify(
          Base64.getDecoder().decode(signed.substring("yima=:".length(), signed.length() - 1)));
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /** A signed answer to a request. */
  public Peer.Reply answer(Peer.Request request, int status, String body, Instant at) {
    return answer(request.header("Yima-Correlation-Id"), status, body, at, "peer-1");
  }

  public Peer.Reply answer(
      String correlationId, int status, String body, Instant at, String keyId) {
    String params =
        "(\"@status\" \"content-digest\" \"yima-correlation-id\");created="
            + at.getEpochSecond()
            + ";keyid=\""
            + keyId
            + "\";alg=\"ecdsa-p256-sha256\"";
    String base =
        "\"@status\": "
            + status
            + "\n"
            + "\"content-digest\": "
            + digest(body)
            + "\n"
            + "\"yima-correlation-id\": "
            + correlationId
            + "\n"
            + "\"@signature-params\": "
            + params;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Content-Digest", digest(body));
    headers.put("Yima-Correlation-Id", correlationId);
    headers.put("Signature-Input", "yima=" + params);
    headers.put("Signature", "yima=:" + sign(base) + ":");
    return new Peer.Reply(status, headers, body);
  }

  private String sign(String base) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(own.getPrivate());
      signer.update(base.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String digest(String body) {
    try {
      return "sha-256=:"
          + Base64.getEncoder()
              .encodeToString(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)))
          + ":";
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
