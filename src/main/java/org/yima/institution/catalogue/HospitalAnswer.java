package org.yima.institution.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.institution.Institution;
import org.yima.platform.Id;

/** A hospital as residents see it. */
@Schema(name = "Hospital")
public record HospitalAnswer(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) String code,
    @JsonProperty(required = true) String name) {

  static HospitalAnswer of(Institution it) {
    return new HospitalAnswer(it.id(), it.code(), it.name());
  }

  /** A page, newest first; {@code next} is the cursor of the following one. */
  @Schema(name = "HospitalPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Page(
      @JsonProperty(required = true) List<HospitalAnswer> items, Optional<Id> next) {}
}
