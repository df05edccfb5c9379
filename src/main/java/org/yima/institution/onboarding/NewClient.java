package org.yima.institution.onboarding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;
import org.yima.platform.Role;

/**
 * A system that an institution will sign in with.
 *
 * @param role HOSPITAL, TERMINAL, PHARMACY or INSURER, as fits the institution
 */
@Schema(name = "NewClient")
public record NewClient(@NotNull Role role, @NotNull @Valid PublicKey publicKey) {

  /** The client's id, which it signs in as. */
  @Schema(name = "Client")
  public record Answer(Id clientId) {}
}
