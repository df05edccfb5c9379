package org.yima.migration.handover;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.migration.handover.MigrationView.FileView;
import org.yima.platform.BodyLimit;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Where a hospital hands its visit cards over. */
@Path("/v1/hospital/migrations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
public class MigrationResource {
  private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final Migrations migrations;
  private final Uploads uploads;
  private final Results results;
  private final CurrentCaller caller;

  MigrationResource(Migrations migrations, Uploads uploads, Results results, CurrentCaller caller) {
    this.migrations = migrations;
    this.uploads = uploads;
    this.results = results;
    this.caller = caller;
  }

  @POST
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Plan the migration of a domain's visit cards")
  @APIResponseSchema(value = MigrationView.class, responseCode = "201")
  public Uni<RestResponse<MigrationView>> create(@NotNull @Valid NewMigration body) {
    return migrations
        .create(caller.get(), body.name(), body.domain(), body.mapping().mapping())
        .chain(id -> migrations.view(caller.get(), id))
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }

  @PUT
  @Path("/{id}/files/{name}")
  @Consumes(MediaType.WILDCARD)
  @BodyLimit(16 << 20)
  @Allow(Role.HOSPITAL)
  @Operation(
      summary = "Upload a file, whole or in parts",
      description =
          "At most 16 MiB at once; a part names its place in Content-Range, the first one begins the"
              + " file anew, also when it is sent again; a later one sent again must be the same."
              + " Repr-Digest is of the whole file, Content-Digest of this part (sha-256).")
  public Uni<FileView> upload(
      @PathParam("id") String id,
      @PathParam("name") String name,
      @HeaderParam("Content-Range") String contentRange,
      @HeaderParam("Repr-Digest") String reprDigest,
      @HeaderParam("Content-Digest") String contentDigest,
      byte[] body) {
    if (!name.matches(FILE_NAME)) {
      throw PlatformProblem.INPUT_INVALID.problem().at("?name", "invalid");
    }
    if (body == null || body.length == 0) {
      throw PlatformProblem.INPUT_INVALID.problem().at("", "required");
    }
    Uploads.Body bytes =
        new Uploads.Body(
            name,
            ContentRange.of(contentRange, body.length),
            body,
            Digest.of("Repr-Digest", reprDigest),
            Digest.of("Content-Digest", contentDigest));
    return migrations
        .get(caller.get(), id(id))
        .chain(found -> uploads.take(found.id(), bytes))
        .map(FileView::of);
  }

  @POST
  @Path("/{id}/profile")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Read the file once and tell its quality")
  @APIResponseSchema(value = MigrationView.class, responseCode = "202")
  public Uni<RestResponse<MigrationView>> profile(@PathParam("id") String id) {
    return accepted(migrations.profile(caller.get(), id(id)));
  }

  @POST
  @Path("/{id}/dry-run")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Tell what a run would do; it writes nothing to the index")
  @APIResponseSchema(value = MigrationView.class, responseCode = "202")
  public Uni<RestResponse<MigrationView>> dryRun(@PathParam("id") String id) {
    return accepted(migrations.rehearse(caller.get(), id(id)));
  }

  @POST
  @Path("/{id}/run")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Put the cards into the index; needs two reviewers' approval")
  @APIResponseSchema(value = MigrationView.class, responseCode = "202")
  public Uni<RestResponse<MigrationView>> run(@PathParam("id") String id) {
    return accepted(migrations.run(caller.get(), id(id)));
  }

  @POST
  @Path("/{id}/pause")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Stop a run after its present batch")
  public Uni<MigrationView> pause(@PathParam("id") String id) {
    return migrations.pause(caller.get(), id(id));
  }

  @POST
  @Path("/{id}/resume")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Go on with a paused run")
  @APIResponseSchema(value = MigrationView.class, responseCode = "202")
  public Uni<RestResponse<MigrationView>> resume(@PathParam("id") String id) {
    return accepted(migrations.resume(caller.get(), id(id)));
  }

  @POST
  @Path("/{id}/cut-over")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Let both cards work; needs two reviewers' approval")
  public Uni<MigrationView> cutOver(@PathParam("id") String id) {
    return migrations.cutOver(caller.get(), id(id));
  }

  @POST
  @Path("/{id}/retire")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Retire the old cards; they still resolve to their owners")
  @APIResponseSchema(value = MigrationView.class, responseCode = "202")
  public Uni<RestResponse<MigrationView>> retire(@PathParam("id") String id) {
    return accepted(migrations.retire(caller.get(), id(id)));
  }

  @POST
  @Path("/{id}/rollback")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Take back every record that this migration made")
  @APIResponseSchema(value = MigrationView.class, responseCode = "202")
  public Uni<RestResponse<MigrationView>> rollBack(@PathParam("id") String id) {
    return accepted(migrations.rollBack(caller.get(), id(id)));
  }

  @POST
  @Path("/{id}/repairs")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Put quarantined lines right and take them in")
  public Uni<RepairResult> repair(@PathParam("id") String id, @NotNull @Valid RepairRequest body) {
    return results.repair(caller.get(), id(id), body);
  }

  @GET
  @Path("/{id}")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "A migration and how far it is")
  public Uni<MigrationView> get(@PathParam("id") String id) {
    return migrations.view(caller.get(), id(id));
  }

  @GET
  @Path("/{id}/report")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "What became of every row and every fen")
  public Uni<Report> report(@PathParam("id") String id) {
    return results.report(caller.get(), id(id));
  }

  @GET
  @Path("/{id}/quarantine")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "The lines that wait, with why; in the order of the files")
  public Uni<QuarantinePage> quarantine(
      @PathParam("id") String id,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
      @QueryParam("cursor") String cursor) {
    return results.quarantine(caller.get(), id(id), cursor, limit);
  }

  private static Uni<RestResponse<MigrationView>> accepted(Uni<MigrationView> view) {
    return view.map(v -> RestResponse.status(RestResponse.Status.ACCEPTED, v));
  }

  static Id id(String text) {
    return Id.parse(IdType.MIGRATION, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
