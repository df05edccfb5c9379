package org.yima.gateway.signed;

import java.security.PublicKey;
import java.time.InstantSource;
import org.yima.gateway.http.HttpAnswer;

/** Decides whether an answer comes from the peer, now, and belongs to our question. */
final class AnswerVerifier {

  private final ProfileVerifier profile;

  AnswerVerifier(String keyId, PublicKey key, InstantSource clock) {
    profile = new ProfileVerifier(MessageSignature.RESPONSE_COMPONENTS, keyId, key, clock);
  }

  boolean verifies(HttpAnswer answer, String correlationId) {
    String digest = answer.header("Content-Digest");
    return correlationId.equals(answer.header("Yima-Correlation-Id"))
        && ProfileVerifier.isDigest(digest, answer.body())
        && profile.verifies(
            answer.header("Signature-Input"),
            answer.header("Signature"),
            params ->
                MessageSignature.responseBase(answer.status(), digest, correlationId, params));
  }
}
