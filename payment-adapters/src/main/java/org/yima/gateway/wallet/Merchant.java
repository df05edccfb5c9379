package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

/**
 * The institution's own merchant, under which every order runs (partner mode, 服务商模式).
 *
 * @param spMchid the service provider's merchant number, whose key signs
 * @param spAppid the application in which the payer pays
 * @param subMchid the institution's merchant number, which receives the money
 */
public record Merchant(String spMchid, String spAppid, String subMchid) {
  public Merchant {
    requireNonNull(spMchid, "spMchid");
    requireNonNull(spAppid, "spAppid");
    requireNonNull(subMchid, "subMchid");
  }
}
