package org.yima.resident.realname;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import org.yima.gateway.Timeouts;
import org.yima.gateway.identity.FaceCheck;
import org.yima.gateway.identity.IdentityCheck;
import org.yima.gateway.signed.PortSettings;
import org.yima.gateway.signed.SignedIdentityCheck;
import org.yima.platform.GatewayConfig;
import org.yima.platform.Pem;

/** The register of the configuration. */
@ApplicationScoped
class IdentityPort {

  @Produces
  @ApplicationScoped
  FaceCheck faces(GatewayConfig config, Clock clock, SecureRandom random) {
    return port(config, clock, random);
  }

  @Produces
  @ApplicationScoped
  IdentityCheck register(GatewayConfig config, Clock clock, SecureRandom random) {
    return port(config, clock, random);
  }

  private static SignedIdentityCheck port(GatewayConfig config, Clock clock, SecureRandom random) {
    GatewayConfig.Peer peer = config.identity();
    return new SignedIdentityCheck(
        new PortSettings(
            URI.create(peer.baseUrl()),
            config.signing().keyId(),
            Pem.privateKey(config.signing().privateKeyFile(), "EC"),
            peer.keyId(),
            Pem.publicKey(peer.publicKeyFile(), "EC"),
            Timeouts.usual()),
        clock,
        random);
  }
}
