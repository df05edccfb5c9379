package org.yima.gateway.wechat;

import static java.util.Objects.requireNonNull;

/**
 * Which call tells of an institution's funds. An ordinary service provider asks for one merchant
 * ({@code bill/sub-merchant-fundflowbill}), and has to be given that right by WeChat first.
 *
 * @param path below {@code /v3/}; the answer is the same list of encrypted files at all of them
 * @param accountType {@code BASIC}, {@code OPERATION}, {@code FEES} or {@code DEPOSIT}
 */
public record WechatFundSettings(String path, String accountType) {
  public WechatFundSettings {
    requireNonNull(path, "path");
    requireNonNull(accountType, "accountType");
    if (!path.matches("[a-z][a-z/-]{1,80}") || !accountType.matches("[A-Z]{1,16}")) {
      throw new IllegalArgumentException("a path below /v3/ and an account type");
    }
  }

  /** The basic account of one merchant of a service provider. */
  public static WechatFundSettings usual() {
    return new WechatFundSettings("bill/sub-merchant-fundflowbill", "BASIC");
  }
}
