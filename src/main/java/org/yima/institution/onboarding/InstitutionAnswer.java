package org.yima.institution.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.institution.Institution;
import org.yima.institution.InstitutionKind;
import org.yima.platform.Id;

/** An institution as the operator sees it. */
@Schema(name = "Institution")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InstitutionAnswer(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) InstitutionKind kind,
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String code,
    Optional<String> domain,
    Optional<String> responseKeyId) {

  /** A page, newest first; {@code next} is the cursor of the following one. */
  @Schema(name = "InstitutionList")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Page(
      @JsonProperty(required = true) @JsonInclude(JsonInclude.Include.ALWAYS)
          List<InstitutionAnswer> items,
      Optional<Id> next) {}

  static InstitutionAnswer of(Institution it) {
    return new InstitutionAnswer(it.id(), it.kind(), it.name(), it.code(), it.domain(), it.keyId());
  }
}
