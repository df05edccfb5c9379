package org.yima.card.code;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.AccessProblem;
import org.yima.access.Allow;
import org.yima.access.AtCounter;
import org.yima.access.AtCounter.Need;
import org.yima.access.CurrentCaller;
import org.yima.card.CodeFormat;
import org.yima.healthcard.code.CodeKind;
import org.yima.platform.Id;
import org.yima.platform.Role;

/** Codes of a card. */
@Path("/v1/app/cards/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class CodeResource {
  private static final int MAX_MINUTES = 15;

  private final Codes codes;
  private final CurrentCaller caller;

  CodeResource(Codes codes, CurrentCaller caller) {
    this.codes = codes;
    this.caller = caller;
  }

  /**
   * What is asked for.
   *
   * @param format the deployment's own when absent
   * @param invalidateEarlier whether earlier codes of this kind are over at once
   */
  @Schema(name = "NewCode")
  record NewCode(@NotNull CodeKind kind, CodeFormat format, Boolean invalidateEarlier) {}

  @Schema(name = "NewCodeSheaf")
  record NewSheaf(@NotNull @Min(1) @Max(MAX_MINUTES) Integer minutes) {}

  /**
   * A code.
   *
   * @param text what is drawn
   * @param refreshAfter when the app should ask for the next one
   */
  @Schema(name = "Code")
  record CodeView(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) String text,
      @JsonProperty(required = true) OffsetDateTime expiresAt,
      @JsonProperty(required = true) OffsetDateTime refreshAfter) {}

  @Schema(name = "SheafCode")
  record SheafCode(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) String text,
      @JsonProperty(required = true) OffsetDateTime notBefore,
      @JsonProperty(required = true) OffsetDateTime expiresAt) {

    static SheafCode of(StoredCode code) {
      return new SheafCode(
          code.id(), code.text().orElseThrow(), code.notBefore(), code.expiresAt());
    }
  }

  @Schema(name = "CodeSheaf")
  record Sheaf(@JsonProperty(required = true) List<SheafCode> items) {}

  @POST
  @Path("/codes")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Issue a code of the card")
  @APIResponseSchema(value = CodeView.class, responseCode = "201")
  public Uni<RestResponse<CodeView>> issue(
      @PathParam("id") String id, @NotNull @Valid NewCode body) {
    if (body.kind() == CodeKind.DYNAMIC && caller.presence().isPresent()) {
      throw AccessProblem.PRESENCE_NOT_HERE.problem().at("/kind", "static-only");
    }
    return codes
        .issue(
            caller.get(),
            id,
            body.kind(),
            Optional.ofNullable(body.format()),
            Boolean.TRUE.equals(body.invalidateEarlier()))
        .map(
            code ->
                RestResponse.status(
                    RestResponse.Status.CREATED,
                    new CodeView(
                        code.id(),
                        code.text().orElseThrow(),
                        code.expiresAt(),
                        codes.refreshAfter(code))));
  }

  @POST
  @Path("/code-sheaf")
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.REFUSED, because = "codes that may pay are on the holder's phone alone")
  @Operation(summary = "Codes for the coming minutes, for a place without signal")
  @APIResponseSchema(value = Sheaf.class, responseCode = "201")
  public Uni<RestResponse<Sheaf>> sheaf(@PathParam("id") String id, @NotNull @Valid NewSheaf body) {
    return codes
        .sheaf(caller.get(), id, body.minutes())
        .map(
            list ->
                RestResponse.status(
                    RestResponse.Status.CREATED,
                    new Sheaf(list.stream().map(SheafCode::of).toList())));
  }
}
