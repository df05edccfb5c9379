package org.yima.access.oversight;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.platform.Role;
import org.yima.platform.SealState;
import org.yima.platform.SealStates;

/**
 * Whether the sealed facts (the audit log, the ledger) are what they were when they were sealed.
 */
@Path("/v1/admin/seals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class SealResource {
  private final SealStates states;

  public SealResource(SealStates states) {
    this.states = states;
  }

  /** Every chain. */
  @Schema(name = "SealList")
  public record SealList(@JsonProperty(required = true) List<SealState> items) {}

  @GET
  @Allow(Role.OPERATOR)
  @Operation(
      summary = "How far the chains of sealed facts have been checked, and what is broken in them")
  public Uni<SealList> list() {
    return states.all().map(SealList::new);
  }
}
