package org.yima.gateway.signed;

import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;

/** Decides whether a request comes from the peer, now, to this address, with this body. */
final class RequestVerifier {

  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9_-]{16,64}");

  private final ProfileVerifier profile;

  RequestVerifier(String keyId, PublicKey key, InstantSource clock) {
    profile = new ProfileVerifier(MessageSignature.REQUEST_COMPONENTS, keyId, key, clock);
  }

  /** {@code headers} by their names in lower case. */
  boolean verifies(String method, String path, Map<String, String> headers, byte[] body) {
    String digest = headers.get("content-digest");
    String correlationId = headers.get("yima-correlation-id");
    return CORRELATION.matcher(correlationId).matches()
        && ProfileVerifier.isDigest(digest, body)
        && profile.verifies(
            headers.get("signature-input"),
            headers.get("signature"),
            params -> MessageSignature.requestBase(method, path, digest, correlationId, params));
  }
}
