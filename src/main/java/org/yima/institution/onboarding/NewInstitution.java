package org.yima.institution.onboarding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.institution.InstitutionKind;

/**
 * What the operator gives when taking in an institution.
 *
 * @param domain hospitals: the domain of its patient numbers
 * @param merchants hospitals and pharmacies: without them no wallet can pay it, so no plan with a
 *     part in cash is made, and no number with a fee is held
 * @param insurance hospitals and pharmacies: its numbers at the insurance bureau
 * @param endpoint insurers: the base URL of their side of the port; without it and the key no
 *     policy of theirs can be bound or billed
 * @param responseKey insurers: the key that they sign their answers with
 */
@Schema(name = "NewInstitution")
public record NewInstitution(
    @NotNull InstitutionKind kind,
    @NotBlank @Size(max = 120) String name,
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}") String code,
    @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}") String domain,
    @Valid Merchants merchants,
    @Valid Insurance insurance,
    @Size(max = 300) @Pattern(regexp = "https?://[^\\s?#]+") String endpoint,
    @Valid PublicKey responseKey) {

  /** The merchants it is paid under. */
  @Schema(name = "Merchants")
  public record Merchants(@Pattern(regexp = "[0-9]{8,32}") String wechatSubMchid) {}

  /** Its numbers at the insurance bureau. */
  @Schema(name = "InsuranceNumbers")
  public record Insurance(
      @NotNull @Pattern(regexp = "[A-Z0-9]{6,30}") String fixmedinsCode,
      @NotNull @Pattern(regexp = "[0-9]{6}") String admdvs) {}
}
