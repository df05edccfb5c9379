package org.yima.card.code;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.platform.Role;

/** For terminals that lose their network. */
@Path("/v1/terminal/offline-pack")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "terminal")
class OfflinePackResource {
  private final OfflinePacks packs;

  OfflinePackResource(OfflinePacks packs) {
    this.packs = packs;
  }

  @GET
  @Allow(Role.TERMINAL)
  @Operation(summary = "Keys and the signed revocation list, for verifying codes without network")
  public Uni<OfflinePacks.OfflinePack> get(
      @Parameter(description = "the number of the list that the terminal has")
          @QueryParam("have")
          @Min(0)
          Long have) {
    return packs.pack(Optional.ofNullable(have));
  }
}
