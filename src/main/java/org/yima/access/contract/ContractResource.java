package org.yima.access.contract;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.yima.access.Allow;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Serves the contract, which is public. */
@Path("/openapi")
@Produces(MediaType.APPLICATION_JSON)
public class ContractResource {
  private final Contracts contracts;

  public ContractResource(Contracts contracts) {
    this.contracts = contracts;
  }

  @GET
  @Allow(Role.ANYONE)
  @Path("/{audience}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public JsonNode document(@PathParam("audience") String audience) {
    return Audience.of(audience).map(contracts::of).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
