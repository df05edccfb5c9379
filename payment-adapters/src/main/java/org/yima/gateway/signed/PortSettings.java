package org.yima.gateway.signed;

import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.yima.gateway.Timeouts;

/**
 * Where a signed port is and which keys speak on it.
 *
 * @param baseUri before the port's own path, without a closing slash
 * @param ownKeyId names our key to the other side
 * @param ownKey P-256
 * @param peerKeyId the only key the other side may sign with
 * @param peerKey P-256
 */
public record PortSettings(
    URI baseUri,
    String ownKeyId,
    PrivateKey ownKey,
    String peerKeyId,
    PublicKey peerKey,
    Timeouts timeouts) {
  @Override
  public String toString() {
    return "PortSettings[" + baseUri + "]";
  }
}
