package org.yima.payment.gateways;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.yima.gateway.Timeouts;
import org.yima.gateway.insurer.CommercialInsurer;
import org.yima.gateway.signed.PortSettings;
import org.yima.gateway.signed.SignedInsurer;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.platform.GatewayConfig;
import org.yima.platform.Id;
import org.yima.platform.Pem;
import org.yima.platform.PlatformProblem;

/** The port to each insurer that the operator has taken in. */
@ApplicationScoped
public class Insurers {
  private final Institutions institutions;
  private final GatewayConfig config;
  private final Clock clock;
  private final SecureRandom random;

  Insurers(Institutions institutions, GatewayConfig config, Clock clock, SecureRandom random) {
    this.institutions = institutions;
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  /** The insurer's port; fails with unavailable when it has no address or key yet. */
  public Uni<CommercialInsurer> of(Id insurerId) {
    return institutions
        .get(insurerId)
        .chain(
            insurer ->
                institutions
                    .responseKey(insurerId)
                    .map(
                        key ->
                            port(insurer, key.orElseThrow(PlatformProblem.UNAVAILABLE::problem))));
  }

  private CommercialInsurer port(Institution insurer, String responseKey) {
    String endpoint = insurer.endpoint().orElseThrow(PlatformProblem.UNAVAILABLE::problem);
    return new SignedInsurer(
        new PortSettings(
            URI.create(endpoint),
            config.signing().keyId(),
            Pem.privateKey(config.signing().privateKeyFile(), "EC"),
            insurer.keyId().orElseThrow(PlatformProblem.UNAVAILABLE::problem),
            publicKey(responseKey),
            Timeouts.usual()),
        clock,
        random);
  }

  private static PublicKey publicKey(String jwk) {
    try {
      return PublicJsonWebKey.Factory.newPublicJwk(jwk).getPublicKey();
    } catch (JoseException e) {
      throw new IllegalStateException("an insurer's stored key does not read", e);
    }
  }
}
