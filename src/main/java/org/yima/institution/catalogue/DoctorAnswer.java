package org.yima.institution.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.institution.Doctor;
import org.yima.platform.Id;

/** A doctor in the catalogue. */
@Schema(name = "Doctor")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DoctorAnswer(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) Id hospitalId,
    @JsonProperty(required = true) Id departmentId,
    @JsonProperty(required = true) String code,
    @JsonProperty(required = true) String name,
    String title) {

  static DoctorAnswer of(Doctor it) {
    return new DoctorAnswer(
        it.id(), it.institutionId(), it.departmentId(), it.code(), it.name(), it.title());
  }

  /** A page, newest first; {@code next} is the cursor of the following one. */
  @Schema(name = "DoctorPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Page(@JsonProperty(required = true) List<DoctorAnswer> items, Optional<Id> next) {}
}
