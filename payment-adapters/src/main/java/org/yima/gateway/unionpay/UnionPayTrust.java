package org.yima.gateway.unionpay;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;

/**
 * Who may sign answers.
 *
 * @param owner whose certificate it must be: the whole common name, or its third part between
 *     {@code @}
 */
public record UnionPayTrust(X509Certificate root, X509Certificate middle, String owner) {

  /** The owner of live certificates. */
  public static final String UNIONPAY = "中国银联股份有限公司";

  public UnionPayTrust {
    requireNonNull(root, "root");
    requireNonNull(middle, "middle");
    requireNonNull(owner, "owner");
  }
}
