package org.yima.institution;

import java.util.Optional;
import org.yima.platform.Id;

/**
 * One institution.
 *
 * @param code the operator's own short name for it, unique
 * @param domain the domain in which a hospital assigns patient numbers, unique
 * @param subMchid its WeChat Pay sub-merchant, under which it is paid
 * @param fixmedinsCode its number at the insurance bureau (定点医药机构编号)
 * @param admdvs the division code of its insurance area (6 digits)
 * @param endpoint an insurer's base URL
 * @param keyId the RFC 7638 thumbprint of the key that an insurer signs its answers with; the key
 *     itself is {@link Institutions#responseKey}
 */
public record Institution(
    Id id,
    InstitutionKind kind,
    String name,
    String code,
    Optional<String> domain,
    Optional<String> subMchid,
    Optional<String> fixmedinsCode,
    Optional<String> admdvs,
    Optional<String> endpoint,
    Optional<String> keyId) {

  /** Whether a wallet can pay it; without a merchant number there is nobody to pay to. */
  public boolean takesWallets() {
    return subMchid.isPresent();
  }
}
