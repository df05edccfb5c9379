package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

/**
 * The institution as wallet and bureau know it.
 *
 * @param application its own application at the wallet (WeChat {@code sub_appid}); empty text where
 *     the wallet wants none
 * @param code its number at the bureau
 * @param cityCode the insurance area, six digits
 * @param passThrough whether the city wants the numbers of the insured order handed through to it
 *     as well; cities differ
 */
public record MixedInstitution(
    String application, String code, String name, String cityCode, boolean passThrough) {
  public MixedInstitution {
    requireNonNull(application, "application");
    requireNonNull(code, "code");
    requireNonNull(name, "name");
    requireNonNull(cityCode, "cityCode");
  }
}
