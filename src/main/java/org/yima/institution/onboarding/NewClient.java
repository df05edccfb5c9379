package org.yima.institution.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.access.Clients;
import org.yima.healthcard.code.Scene;
import org.yima.platform.Id;
import org.yima.platform.Role;

/**
 * A system that an institution will sign in with.
 *
 * @param role HOSPITAL, TERMINAL, PHARMACY or INSURER, as fits the institution
 * @param scenes of a TERMINAL: the only scenes that it may scan for; every one that its institution
 *     has when absent
 */
@Schema(name = "NewClient")
public record NewClient(
    @NotNull Role role,
    @NotNull @Valid PublicKey publicKey,
    @Size(min = 1, max = 16) Set<@NotNull Scene> scenes) {

  /** The scenes it is bound to; none when it is bound to none. */
  Set<Scene> bound() {
    return scenes == null ? Set.of() : scenes;
  }

  /** The client's id, which it signs in as. */
  @Schema(name = "Client")
  public record Answer(@JsonProperty(required = true) Id clientId) {}

  /**
   * A system that may sign in.
   *
   * @param keyId the RFC 7638 thumbprint (SHA-256) of its public key
   * @param scenes the only ones it may scan for; absent when it is bound to none
   */
  @Schema(name = "RegisteredClient")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Registered(
      @JsonProperty(required = true) Id clientId,
      @JsonProperty(required = true) Role role,
      @JsonProperty(required = true) String keyId,
      @JsonProperty(required = true) OffsetDateTime createdAt,
      List<Scene> scenes) {
    static Registered of(Clients.Registered it) {
      return new Registered(
          it.id(),
          it.role(),
          it.thumbprint(),
          it.createdAt(),
          it.scenes().stream().sorted().toList());
    }
  }

  /** All of an institution's, newest first. */
  @Schema(name = "RegisteredClientList")
  public record Items(@JsonProperty(required = true) List<Registered> items) {}
}
