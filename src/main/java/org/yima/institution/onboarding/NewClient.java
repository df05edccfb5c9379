package org.yima.institution.onboarding;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.access.Clients;
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
  public record Answer(@JsonProperty(required = true) Id clientId) {}

  /**
   * A system that may sign in.
   *
   * @param keyId the RFC 7638 thumbprint (SHA-256) of its public key
   */
  @Schema(name = "RegisteredClient")
  public record Registered(
      @JsonProperty(required = true) Id clientId,
      @JsonProperty(required = true) Role role,
      @JsonProperty(required = true) String keyId,
      @JsonProperty(required = true) OffsetDateTime createdAt) {
    static Registered of(Clients.Registered it) {
      return new Registered(it.id(), it.role(), it.thumbprint(), it.createdAt());
    }
  }

  /** All of an institution's, newest first. */
  @Schema(name = "RegisteredClientList")
  public record Items(@JsonProperty(required = true) List<Registered> items) {}
}
