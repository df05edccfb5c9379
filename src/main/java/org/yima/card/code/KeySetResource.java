package org.yima.card.code;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.platform.Role;

/** The keys by which anybody verifies a code. */
@Path("/.well-known/health-card-keys.json")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "terminal")
class KeySetResource {
  private final CodeKeys keys;

  KeySetResource(CodeKeys keys) {
    this.keys = keys;
  }

  @GET
  @Allow(Role.ANYONE)
  @Operation(summary = "The published keys of health-card codes")
  public Uni<KeySetView> get() {
    return Uni.createFrom().item(() -> KeySetView.of(keys.keySet()));
  }
}
