package org.yima.institution.onboarding;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * An ID reader that will stand at an institution's counters.
 *
 * @param label where it stands, for people
 */
@Schema(name = "NewReader")
public record NewReader(
    @NotBlank @Size(max = 100) String label, @NotNull @Valid PublicKey publicKey) {

  /** The reader's id: the issuer of what it signs. */
  @Schema(name = "Reader")
  public record Answer(@JsonProperty(required = true) Id readerId) {}
}
