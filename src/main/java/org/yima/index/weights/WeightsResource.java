package org.yima.index.weights;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.index.store.WeightsRows;
import org.yima.platform.Role;

/** The weights by which records are matched. */
@Path("/v1/admin/weights")
@Tag(name = "admin")
public class WeightsResource {
  private final Versions versions;
  private final Trials trials;
  private final CurrentCaller caller;

  WeightsResource(Versions versions, Trials trials, CurrentCaller caller) {
    this.versions = versions;
    this.trials = trials;
    this.caller = caller;
  }

  /**
   * Weights for use.
   *
   * @param content the text form: lines of name, tab, value; then element, tab, level, tab, m, tab,
   *     u; the version's name is one of the lines
   */
  public record WeightsProposal(
      @NotBlank @Size(max = 65_536) String content, @NotBlank @Size(max = 500) String reason) {}

  /** A version by its name. */
  public record WeightsVersionName(@NotBlank @Size(max = 100) String version) {}

  /** A version and who stands for it; approvedBy and approvedAt are missing while it waits. */
  @Schema(name = "WeightsVersion")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VersionView(
      @JsonProperty(required = true) String version,
      @JsonProperty(required = true) String content,
      @JsonProperty(required = true) String proposedBy,
      @JsonProperty(required = true) String reason,
      @JsonProperty(required = true) OffsetDateTime proposedAt,
      String approvedBy,
      OffsetDateTime approvedAt) {
    static VersionView of(WeightsRows.Version version) {
      return new VersionView(
          version.version(),
          version.content(),
          version.proposedBy(),
          version.reason(),
          version.proposedAt(),
          version.approvedBy().orElse(null),
          version.approvedAt().orElse(null));
    }
  }

  /**
   * All versions that were proposed, newest first.
   *
   * @param inUse the version that decides at present, shipped or proposed
   */
  @Schema(name = "WeightsVersions")
  public record VersionsView(
      @JsonProperty(required = true) String inUse,
      @JsonProperty(required = true) List<VersionView> items) {}

  @GET
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(summary = "The versions of the weights by which records are matched")
  public Uni<VersionsView> all() {
    return versions
        .inUse()
        .chain(
            inUse ->
                versions
                    .all()
                    .map(
                        all ->
                            new VersionsView(inUse, all.stream().map(VersionView::of).toList())));
  }

  @POST
  @Allow(Role.OPERATOR)
  @Operation(summary = "Propose weights; nothing changes until a second person approves")
  public Uni<VersionView> propose(@NotNull @Valid WeightsProposal body) {
    return versions.propose(caller.get(), body.content(), body.reason()).map(VersionView::of);
  }

  @POST
  @Path("/trial")
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(summary = "What a version would do with the pairs that people have decided")
  public Uni<Trial> tried(@NotNull @Valid WeightsVersionName body) {
    return trials.of(body.version());
  }

  @POST
  @Path("/approval")
  @Allow(Role.OPERATOR)
  @Operation(summary = "Switch a version on, as the second person")
  public Uni<VersionView> approve(@NotNull @Valid WeightsVersionName body) {
    return versions.approve(caller.get(), body.version()).map(VersionView::of);
  }
}
