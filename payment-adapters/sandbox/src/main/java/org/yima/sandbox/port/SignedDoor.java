package org.yima.sandbox.port;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.sandbox.config.Pem;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Refused;

/**
 * RFC 9421 HTTP Message Signatures with ecdsa-p256-sha256 and RFC 9530 content digests, label
 * {@code yima}, in both directions. The covered components and their order are fixed, so nothing
 * has to be negotiated.
 */
public final class SignedDoor implements Door {
  private static final String COMPONENTS =
      "(\"@method\" \"@path\" \"content-digest\" \"yima-correlation-id\")";
  private static final Pattern INPUT =
      Pattern.compile(
          "yima=("
              + Pattern.quote(COMPONENTS)
              + ";created=(\\d{1,12});keyid=\"([^\"\\\\]{1,128})\";alg=\"ecdsa-p256-sha256\")");
  private static final Pattern SIGNATURE = Pattern.compile("yima=:([A-Za-z0-9+/=]{1,200}):");
  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final long SKEW_SECONDS = 300;

  private final String keyId;
  private final PrivateKey ours;
  private final String callerId;
  private final PublicKey caller;
  private final Clock clock;

  public SignedDoor(String keyId, Path privateKey, SandboxConfig.Caller caller, Clock clock) {
    this.keyId = keyId;
    this.ours = Pem.privateKey(privateKey, "EC");
    this.callerId = caller.keyId();
    this.caller = Pem.publicKey(caller.publicKeyFile(), "EC");
    this.clock = clock;
  }

  @Override
  public Seal seals(String call) {
    return Seal.TIMED;
  }

  @Override
  public void admit(Call call) {
    String digest = call.header("content-digest").orElseThrow(SignedDoor::bad);
    String correlation = call.header("yima-correlation-id").orElseThrow(SignedDoor::bad);
    Matcher input =
        INPUT.matcher(call.header("signature-input").orElseThrow(SignedDoor::bad).strip());
    Matcher signature =
        SIGNATURE.matcher(call.header("signature").orElseThrow(SignedDoor::bad).strip());
    if (!CORRELATION.matcher(correlation).matches()
        || !MessageDigest.isEqual(
            digest.getBytes(StandardCharsets.UTF_8),
            digest(call.body()).getBytes(StandardCharsets.UTF_8))
        || !input.matches()
        || !signature.matches()
        || !input.group(3).equals(callerId)) {
      throw bad();
    }
    long age = clock.instant().getEpochSecond() - Long.parseLong(input.group(2));
    String base =
        "\"@method\": %s\n\"@path\": %s\n\"content-digest\": %s\n\"yima-correlation-id\": %s\n\"@signature-params\": %s"
            .formatted(call.method(), call.rawPath(), digest, correlation, input.group(1));
    if (Math.abs(age) > SKEW_SECONDS || !verifies(base, signature.group(1))) {
      throw bad();
    }
  }

  private static Refused bad() {
    return new Refused(
        401, "signature.invalid", "the signature, its digest or its time is not accepted");
  }

  private boolean verifies(String base, String signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(caller);
      verifier.update(base.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
      return false;
    }
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    String code = refusal.code().equals("PARAM_ERROR") ? "invalid" : refusal.code();
    return Answer.json(refusal.status(), Map.of("code", code, "message", refusal.getMessage()));
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return seal(call, answer, spoilt, clock.instant());
  }

  @Override
  public Answer sealAhead(Call call, Answer answer, Duration ahead) {
    return seal(call, answer, false, clock.instant().plus(ahead));
  }

  private Answer seal(Call call, Answer answer, boolean spoilt, Instant now) {
    String correlation =
        call.header("yima-correlation-id")
            .filter(id -> CORRELATION.matcher(id).matches())
            .orElse("unknown-correlation");
    String digest = digest(answer.body());
    String params =
        "(\"@status\" \"content-digest\" \"yima-correlation-id\");created=%d;keyid=\"%s\";alg=\"ecdsa-p256-sha256\""
            .formatted(now.getEpochSecond(), keyId);
    String base =
        "\"@status\": %d\n\"content-digest\": %s\n\"yima-correlation-id\": %s\n\"@signature-params\": %s"
            .formatted(answer.status(), digest, correlation, params);
    return answer
        .with("Content-Digest", digest)
        .with("Yima-Correlation-Id", correlation)
        .with("Signature-Input", "yima=" + params)
        .with("Signature", "yima=:" + sign(spoilt ? base + "spoilt" : base) + ":");
  }

  /** The headers of a request that this side makes; {@code spoilt} as of an answer. */
  public Map<String, String> request(
      String method, String path, byte[] body, String correlation, boolean spoilt) {
    String digest = digest(body);
    String params =
        COMPONENTS
            + ";created=%d;keyid=\"%s\";alg=\"ecdsa-p256-sha256\""
                .formatted(clock.instant().getEpochSecond(), keyId);
    String base =
        "\"@method\": %s\n\"@path\": %s\n\"content-digest\": %s\n\"yima-correlation-id\": %s\n\"@signature-params\": %s"
            .formatted(method, path, digest, correlation, params);
    return Map.of(
        "Content-Digest",
        digest,
        "Yima-Correlation-Id",
        correlation,
        "Signature-Input",
        "yima=" + params,
        "Signature",
        "yima=:" + sign(spoilt ? base + "spoilt" : base) + ":");
  }

  private String sign(String base) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(ours);
      signer.update(base.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
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
