package org.yima.institution.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.yima.institution.InstitutionProblem;

/**
 * An EC P-256 public key as a JWK (RFC 7517, RFC 7518 section 6.2). It has no member for a private
 * part, so a key that carries one is refused as having an unknown field.
 */
@Schema(name = "PublicKey")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublicKey(
    @NotNull @Pattern(regexp = "EC") String kty,
    @NotNull @Pattern(regexp = "P-256") String crv,
    @NotNull @Pattern(regexp = COORDINATE) String x,
    @NotNull @Pattern(regexp = COORDINATE) String y,
    @Size(max = 128) String kid,
    @Pattern(regexp = "sig") String use,
    @Pattern(regexp = "ES256") String alg) {
  private static final String COORDINATE = "[A-Za-z0-9_-]{43}";

  /** The required members alone, in the order of RFC 7638. */
  public JsonObject toJson() {
    return new JsonObject().put("crv", crv).put("kty", kty).put("x", x).put("y", y);
  }

  /** Fails when the coordinates are no point of the curve. */
  void mustBeOnCurve() {
    String ignored = thumbprint();
  }

  /** The RFC 7638 thumbprint (SHA-256); fails when the coordinates are no point of the curve. */
  String thumbprint() {
    return point().calculateBase64urlEncodedThumbprint("SHA-256");
  }

  /** The key itself; fails when the coordinates are no point of the curve. */
  EllipticCurveJsonWebKey point() {
    try {
      EllipticCurveJsonWebKey key =
          (EllipticCurveJsonWebKey) PublicJsonWebKey.Factory.newPublicJwk(toJson().encode());
      if (Curve.isOnP256(key.getECPublicKey())) {
        return key;
      }
    } catch (JoseException notAKey) {
      // What does not read as a key is refused below, like a point beside the curve.
    }
    throw InstitutionProblem.KEY_INVALID.problem();
  }
}
