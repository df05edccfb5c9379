package org.yima.migration.handover;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.migration.plan.Approvals;
import org.yima.migration.plan.Stage;
import org.yima.platform.Role;

/** Where reviewers look at migrations and say whether they may go on. */
@Path("/v1/admin/migrations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class MigrationAdminResource {
  private final Migrations migrations;
  private final Results results;
  private final CurrentCaller caller;

  MigrationAdminResource(Migrations migrations, Results results, CurrentCaller caller) {
    this.migrations = migrations;
    this.results = results;
    this.caller = caller;
  }

  /** A reviewer's word on a stage. */
  public record ApprovalRequest(
      @NotNull Stage stage, @NotNull Approvals.Decision decision, @Size(max = 500) String reason) {}

  @POST
  @Path("/{id}/approvals")
  @Allow(Role.REVIEWER)
  @Operation(summary = "Approve or refuse a stage; two different reviewers have to approve")
  @APIResponseSchema(value = MigrationView.class, responseCode = "201")
  public Uni<RestResponse<MigrationView>> approve(
      @PathParam("id") String id, @NotNull @Valid ApprovalRequest body) {
    String reason = body.reason() == null ? "" : body.reason();
    return migrations
        .decide(caller.get(), MigrationResource.id(id), body.stage(), body.decision(), reason)
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }

  @GET
  @Path("/{id}")
  @Allow({Role.REVIEWER, Role.OPERATOR})
  @Operation(summary = "A migration and how far it is")
  public Uni<MigrationView> get(@PathParam("id") String id) {
    return migrations.view(caller.get(), MigrationResource.id(id));
  }

  @GET
  @Path("/{id}/report")
  @Allow({Role.REVIEWER, Role.OPERATOR})
  @Operation(summary = "What became, or would become, of every row and every fen")
  public Uni<Report> report(@PathParam("id") String id) {
    return results.report(caller.get(), MigrationResource.id(id));
  }
}
