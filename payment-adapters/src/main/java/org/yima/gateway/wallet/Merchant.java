package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

/**
 * The institution's own merchant, under which every order runs (partner mode, 服务商模式).
 *
 * @param provider the service provider whose key signs: WeChat {@code sp_mchid}, Alipay's partner
 *     (PID); empty text at UnionPay, where the institution's own certificate signs
 * @param application the application in which the payer pays: WeChat {@code sp_appid}, Alipay
 *     {@code app_id}; empty text where the wallet has none
 * @param account who receives the money: WeChat {@code sub_mchid}, Alipay {@code seller_id},
 *     UnionPay {@code merId}
 * @param token what the institution gave the provider to act for it (Alipay {@code
 *     app_auth_token}); empty text where the wallet has none. It is a secret
 */
public record Merchant(String provider, String application, String account, String token) {
  public Merchant {
    requireNonNull(provider, "provider");
    requireNonNull(application, "application");
    requireNonNull(account, "account");
    requireNonNull(token, "token");
  }

  /** A merchant of a wallet that knows no token. */
  public static Merchant of(String provider, String application, String account) {
    return new Merchant(provider, application, account, "");
  }

  @Override
  public String toString() {
    return "Merchant[" + provider + ", " + application + ", " + account + "]";
  }
}
