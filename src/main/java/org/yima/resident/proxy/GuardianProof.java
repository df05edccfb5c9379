package org.yima.resident.proxy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The paper that staff have seen.
 *
 * @param number of the paper
 */
@Schema(name = "GuardianProof")
public record GuardianProof(@NotNull Type type, @NotBlank @Size(max = 64) String number) {
  /** What proves whose child it is. */
  @Schema(name = "GuardianProofType")
  public enum Type {
    BIRTH_CERTIFICATE,
    HOUSEHOLD_REGISTER
  }

  @Override
  public String toString() {
    return "GuardianProof[" + type + "]";
  }
}
