package org.yima.index.weights;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.WeightsRows;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;
import org.yima.platform.Slice;

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

  /**
   * A version that is to be switched on.
   *
   * @param untried true: it is to be though no back-test of it has ended and it never was in use
   */
  public record WeightsApproval(@NotBlank @Size(max = 100) String version, Boolean untried) {}

  /**
   * That a version was switched on.
   *
   * @param tried how it had been tried: used, tested or untried; missing of old ones
   * @param followsRelease whether whatever a release ships was switched on with it
   */
  @Schema(name = "WeightsVersionApproval")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ApprovalView(
      @JsonProperty(required = true) String by,
      @JsonProperty(required = true) OffsetDateTime at,
      String tried,
      @JsonProperty(required = true) boolean followsRelease) {
    static ApprovalView of(WeightsRows.Approval approval) {
      return new ApprovalView(
          approval.by(), approval.at(), approval.tried().orElse(null), approval.followsRelease());
    }
  }

  /**
   * A version and who stands for it; approvedBy and approvedAt are missing while it waits.
   *
   * @param approvedBy who has approved last
   * @param approvals every time that it was switched on, the last first
   */
  @Schema(name = "WeightsVersion")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VersionView(
      @JsonProperty(required = true) String version,
      @JsonProperty(required = true) String content,
      @JsonProperty(required = true) String proposedBy,
      @JsonProperty(required = true) String reason,
      @JsonProperty(required = true) OffsetDateTime proposedAt,
      String approvedBy,
      OffsetDateTime approvedAt,
      @JsonProperty(required = true) List<ApprovalView> approvals) {
    static VersionView of(
        WeightsRows.Version version, Map<String, List<WeightsRows.Approval>> approvals) {
      return new VersionView(
          version.version(),
          version.content(),
          version.proposedBy(),
          version.reason(),
          version.proposedAt(),
          version.approvedBy().orElse(null),
          version.approvedAt().orElse(null),
          approvals.getOrDefault(version.version(), List.of()).stream()
              .map(ApprovalView::of)
              .toList());
    }
  }

  /**
   * All versions that were proposed, newest first.
   *
   * @param inUse the version that decides at present, shipped or proposed
   * @param followsRelease whether a later release's weights come into use with it, as long as
   *     nobody approves others
   * @param reevaluation how far what is stored has been weighed anew; missing before it has begun
   */
  @Schema(name = "WeightsVersions")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VersionsView(
      @JsonProperty(required = true) String inUse,
      @JsonProperty(required = true) boolean followsRelease,
      @JsonProperty(required = true) List<VersionView> items,
      ReevaluationView reevaluation) {}

  /**
   * How far the index has been weighed anew under a version that came into use.
   *
   * @param records how many records have been weighed anew
   * @param moved how many went to another person
   * @param linked pairs that link and did not before
   * @param unlinked pairs that linked before and do not
   * @param skipped records that do not read, and stay as they were weighed before
   */
  @Schema(name = "WeightsReevaluation")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ReevaluationView(
      @JsonProperty(required = true) String version,
      @JsonProperty(required = true) ReevaluationRows.Status status,
      @JsonProperty(required = true) int records,
      @JsonProperty(required = true) int moved,
      @JsonProperty(required = true) int linked,
      @JsonProperty(required = true) int unlinked,
      @JsonProperty(required = true) int skipped,
      @JsonProperty(required = true) OffsetDateTime startedAt,
      OffsetDateTime doneAt) {
    static ReevaluationView of(ReevaluationRows.Reevaluation r) {
      return new ReevaluationView(
          r.version(),
          r.status(),
          r.records(),
          r.moved(),
          r.linked(),
          r.unlinked(),
          r.skipped(),
          r.startedAt(),
          r.doneAt().orElse(null));
    }
  }

  /** A record that a version has moved to another person. */
  @Schema(name = "WeightsMove")
  public record MoveView(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id recordId,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id fromPersonId,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id toPersonId,
      @JsonProperty(required = true) OffsetDateTime at) {}

  /**
   * Moves, by record.
   *
   * @param next the cursor of the next page; missing on the last
   */
  @Schema(name = "WeightsMoves")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MovesView(@JsonProperty(required = true) List<MoveView> items, String next) {}

  @GET
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(summary = "The versions of the weights by which records are matched")
  public Uni<VersionsView> all() {
    return Uni.combine()
        .all()
        .unis(versions.inUse(), versions.followsRelease(), versions.reevaluation(), listed())
        .with(
            (inUse, follows, newest, items) ->
                new VersionsView(
                    inUse, follows, items, newest.map(ReevaluationView::of).orElse(null)));
  }

  private Uni<List<VersionView>> listed() {
    return versions.all().chain(this::views);
  }

  private Uni<List<VersionView>> views(List<WeightsRows.Version> some) {
    return versions
        .approvals(some)
        .map(approvals -> some.stream().map(v -> VersionView.of(v, approvals)).toList());
  }

  private Uni<VersionView> view(WeightsRows.Version version) {
    return views(List.of(version)).map(views -> views.get(0));
  }

  @GET
  @Path("/moves")
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(
      summary = "The records that went to another person because a version came into use",
      description = "By record; of one that went more than once the last step.")
  public Uni<MovesView> moves(
      @QueryParam("version") @NotBlank @Size(max = 100) String version,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit,
      @QueryParam("cursor") String cursor) {
    return versions
        .moves(version, Slice.cursor(IdType.RECORD, cursor), limit + 1)
        .map(found -> Slice.cut(found, limit, ReevaluationRows.Moved::recordId))
        .map(
            slice ->
                new MovesView(
                    slice.items().stream()
                        .map(m -> new MoveView(m.recordId(), m.from(), m.to(), m.at()))
                        .toList(),
                    slice.next().map(Id::toString).orElse(null)));
  }

  @POST
  @Allow(Role.OPERATOR)
  @Operation(summary = "Propose weights; nothing changes until a second person approves")
  public Uni<VersionView> propose(@NotNull @Valid WeightsProposal body) {
    return versions.propose(caller.get(), body.content(), body.reason()).chain(this::view);
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
  @Operation(
      summary = "Switch a version on, as the second person",
      description =
          "After a back-test of it, or with `untried`. One that was in use before is gone back to. The"
              + " one that is shipped stands for whatever each release ships.")
  public Uni<VersionView> approve(@NotNull @Valid WeightsApproval body) {
    return versions
        .approve(caller.get(), body.version(), Boolean.TRUE.equals(body.untried()))
        .chain(this::view);
  }
}
