package org.yima.institution.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.institution.Department;
import org.yima.platform.Id;

/** A department in the catalogue. */
@Schema(name = "Department")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DepartmentAnswer(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) Id hospitalId,
    @JsonProperty(required = true) String code,
    @JsonProperty(required = true) String name,
    String description) {

  static DepartmentAnswer of(Department it) {
    return new DepartmentAnswer(
        it.id(), it.institutionId(), it.code(), it.name(), it.description());
  }

  /** A page, newest first; {@code next} is the cursor of the following one. */
  @Schema(name = "DepartmentPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Page(
      @JsonProperty(required = true) List<DepartmentAnswer> items, Optional<Id> next) {}
}
