package org.yima.migration.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.migration.files.Files;
import org.yima.migration.plan.Migration;
import org.yima.migration.plan.MigrationStatus;
import org.yima.migration.plan.QualityCounts;
import org.yima.migration.plan.Stage;
import org.yima.migration.plan.Task;
import org.yima.platform.Id;

/**
 * A migration as its hospital and the reviewers see it.
 *
 * @param task what is being worked on; missing: nothing
 * @param profile what reading the file has told; missing before
 * @param failure why it failed, or stopped because a batch never succeeded, as {@code what:where};
 *     what stopped goes on when it is asked for again
 */
@Schema(name = "Migration")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigrationView(
    @JsonProperty(required = true) @Schema(implementation = String.class) Id id,
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String domain,
    @JsonProperty(required = true) MigrationStatus status,
    Task task,
    @JsonProperty(required = true) long rowsRead,
    @JsonProperty(required = true) List<FileView> files,
    Profile profile,
    @JsonProperty(required = true) List<ApprovalCount> approvals,
    String failure) {

  /**
   * A file as far as it has arrived.
   *
   * @param size bytes that have arrived
   * @param sha256 hexadecimal; missing while parts are missing
   */
  @Schema(name = "MigrationFile")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FileView(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) long size,
      @JsonProperty(required = true) long total,
      @JsonProperty(required = true) boolean complete,
      String sha256,
      String encoding) {
    static FileView of(Files.Stored file) {
      return new FileView(
          file.name(),
          file.size(),
          file.total(),
          file.isComplete(),
          file.sha256().map(HexFormat.of()::formatHex).orElse(null),
          file.encoding().orElse(null));
    }
  }

  /** How many reviewers have approved a stage. */
  @Schema(name = "MigrationApprovalCount")
  public record ApprovalCount(
      @JsonProperty(required = true) Stage stage, @JsonProperty(required = true) int approvals) {}

  /**
   * The quality of the file.
   *
   * @param filled rows in which a column has a value, by our key
   * @param notes rows by what would be put right in them or left out
   * @param reasons rows by why they would be quarantined
   */
  @Schema(name = "MigrationProfile")
  public record Profile(
      @JsonProperty(required = true) long rows,
      @JsonProperty(required = true) Map<String, Long> filled,
      @JsonProperty(required = true) Map<String, Long> notes,
      @JsonProperty(required = true) Map<String, Long> reasons,
      @JsonProperty(required = true) int cardNumberLength,
      @JsonProperty(required = true) int patientIdLength) {}

  static MigrationView of(
      Migration migration, List<Files.Stored> files, Map<Stage, Integer> approvals) {
    return new MigrationView(
        migration.id(),
        migration.name(),
        migration.domain(),
        migration.status(),
        migration.task().orElse(null),
        migration.counts().rowsRead(),
        files.stream().map(FileView::of).toList(),
        profile(migration.profile()),
        approvals.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> new ApprovalCount(e.getKey(), e.getValue()))
            .toList(),
        migration.failure().orElse(null));
  }

  private static Profile profile(JsonObject json) {
    QualityCounts counts = QualityCounts.of(json);
    return json.isEmpty()
        ? null
        : new Profile(
            counts.rows(),
            counts.of(QualityCounts.Part.FILLED),
            counts.of(QualityCounts.Part.NOTES),
            counts.of(QualityCounts.Part.REASONS),
            counts.lengths().card(),
            counts.lengths().patient());
  }
}
