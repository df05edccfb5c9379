package org.yima.institution.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.access.StaffAccounts;
import org.yima.platform.Id;
import org.yima.platform.Role;

/**
 * A member of staff.
 *
 * @param role OPERATOR, REVIEWER, HOSPITAL_STAFF, DOCTOR or PHARMACIST
 * @param institutionId for all but OPERATOR and REVIEWER
 * @param totpSecret RFC 6238, Base32; drawn when absent
 */
@Schema(name = "NewStaff")
public record NewStaff(
    @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{2,63}") String login,
    @NotNull @Size(min = 12, max = 128) String password,
    @NotNull Role role,
    Id institutionId,
    @Pattern(regexp = "[A-Z2-7]{16,128}") String totpSecret) {

  /** Not the password: a log must never hold it. */
  @Override
  public String toString() {
    return "NewStaff[" + role + "]";
  }

  /** An account as the operator sees it. */
  @Schema(name = "StaffMember")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Member(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) String login,
      @JsonProperty(required = true) Role role,
      Optional<Id> institutionId,
      @JsonProperty(required = true) OffsetDateTime createdAt) {
    static Member of(StaffAccounts.Member it) {
      return new Member(it.id(), it.login(), it.role(), it.institution(), it.createdAt());
    }
  }

  /** The account with a login, or none. */
  @Schema(name = "StaffList")
  public record Items(@JsonProperty(required = true) List<Member> items) {}

  /** The account, with the second factor's secret, which is shown this once. */
  @Schema(name = "Staff")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Answer(@JsonProperty(required = true) Id id, String totpSecret) {}
}
