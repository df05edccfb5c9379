package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.yima.gateway.Timeouts;
import org.yima.gateway.insurer.CommercialInsurer;
import org.yima.gateway.signed.PortSettings;
import org.yima.gateway.signed.SignedInsurer;
import org.yima.institution.Institution;
import org.yima.institution.InstitutionKind;
import org.yima.institution.Institutions;
import org.yima.platform.GatewayConfig;
import org.yima.platform.Id;
import org.yima.platform.Pem;

/** The doors of commercial insurers, as their institutions name them. */
@ApplicationScoped
class Insurers {
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

  /** The insurer's port; nothing when there is no such insurer or it has no door. */
  Uni<Optional<CommercialInsurer>> port(Id insurer) {
    return institutions
        .find(insurer)
        .map(found -> found.filter(i -> i.kind() == InstitutionKind.INSURER))
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.<CommercialInsurer>empty())
                    : institutions
                        .responseKey(insurer)
                        .map(key -> key.flatMap(jwk -> port(found.get(), jwk))));
  }

  private Optional<CommercialInsurer> port(Institution insurer, String jwk) {
    return insurer
        .endpoint()
        .flatMap(endpoint -> insurer.keyId().map(keyId -> port(endpoint, keyId, jwk)));
  }

  private CommercialInsurer port(String endpoint, String keyId, String jwk) {
    return new SignedInsurer(
        new PortSettings(
            URI.create(endpoint),
            config.signing().keyId(),
            Pem.privateKey(config.signing().privateKeyFile(), "EC"),
            keyId,
            publicKey(jwk),
            Timeouts.usual()),
        clock,
        random);
  }

  private static PublicKey publicKey(String jwk) {
    try {
      return PublicJsonWebKey.Factory.newPublicJwk(jwk).getPublicKey();
    } catch (JoseException e) {
      throw new IllegalStateException("a stored key that is none", e);
    }
  }
}
