package org.yima.access.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.yima.access.AccessConfig;
import org.yima.platform.Pem;

/**
 * The keys that sign access tokens (ES256): the current one signs, retired ones still verify. A
 * key's id is its RFC 7638 thumbprint.
 */
@ApplicationScoped
public class SigningKeys {
  private final ECPrivateKey signingKey;
  private final String signingKeyId;
  private final Map<String, EllipticCurveJsonWebKey> byId = new LinkedHashMap<>();

  public SigningKeys(AccessConfig config) {
    this.signingKey = privateKey(config.signingKeyFile());
    this.signingKeyId = publish(signingKey);
    config
        .retiredKeyFiles()
        .orElse(List.of())
        .forEach(
            file -> {
              String published = publish(privateKey(file));
              byId.get(published).setUse("sig");
            });
  }

  ECPrivateKey signingKey() {
    return signingKey;
  }

  String signingKeyId() {
    return signingKeyId;
  }

  Optional<PublicKey> verifying(String keyId) {
    return Optional.ofNullable(byId.get(keyId)).map(EllipticCurveJsonWebKey::getPublicKey);
  }

  /** The public keys as a JWK set's members. */
  public List<Map<String, Object>> published() {
    return byId.values().stream()
        .map(jwk -> jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
        .toList();
  }

  private String publish(ECPrivateKey key) {
    try {
      EllipticCurveJsonWebKey jwk =
          (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(publicKeyOf(key));
      String id = jwk.calculateBase64urlEncodedThumbprint("SHA-256");
      jwk.setKeyId(id);
      jwk.setAlgorithm("ES256");
      jwk.setUse("sig");
      byId.put(id, jwk);
      return id;
    } catch (JoseException | GeneralSecurityException e) {
      throw new IllegalStateException("an access signing key that is not EC P-256", e);
    }
  }

  private static PublicKey publicKeyOf(ECPrivateKey key) throws GeneralSecurityException {
    X9ECParameters p256 = CustomNamedCurves.getByName("P-256");
    ECDomainParameters domain = new ECDomainParameters(p256);
    ECPoint point = domain.getG().multiply(key.getS()).normalize();
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new java.security.spec.ECPublicKeySpec(
                new java.security.spec.ECPoint(
                    point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger()),
                key.getParams()));
  }

  private static ECPrivateKey privateKey(Path file) {
    if (Pem.privateKey(file, "EC") instanceof ECPrivateKey key) {
      return key;
    }
    throw new IllegalStateException("an access signing key that is not EC P-256");
  }
}
