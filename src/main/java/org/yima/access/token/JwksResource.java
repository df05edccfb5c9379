package org.yima.access.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.platform.Role;

/** The public keys of access tokens (RFC 7517). */
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "well-known")
public class JwksResource {
  private final SigningKeys keys;

  public JwksResource(SigningKeys keys) {
    this.keys = keys;
  }

  /** A JWK set. */
  @Schema(name = "JwkSet")
  public record JwkSet(@JsonProperty(required = true) List<Map<String, Object>> keys) {}

  @GET
  @Allow(Role.ANYONE)
  @Operation(operationId = "jwks", summary = "The keys that verify access tokens")
  public JwkSet jwks() {
    return new JwkSet(keys.published());
  }
}
