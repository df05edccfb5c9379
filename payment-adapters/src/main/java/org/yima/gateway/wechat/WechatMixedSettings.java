package org.yima.gateway.wechat;

/**
 * What WeChat's documents do not agree on about orders of insurance and cash.
 *
 * @param spelling how the shares of a refund are spelled; one official text has two underscores
 * @param testEnvironment whether the bureau's own test environment is ordered at
 */
public record WechatMixedSettings(Spelling spelling, boolean testEnvironment) {

  /** The members of a refund's shares. */
  public enum Spelling {
    /** {@code med_refund_gov_fee} and so on, as WeChat's examples have it. */
    ONE_UNDERSCORE("med_refund_"),
    /** {@code med_refund__gov_fee} and so on, as the interface's table has it. */
    TWO_UNDERSCORES("med_refund__");

    private final String prefix;

    Spelling(String prefix) {
      this.prefix = prefix;
    }

    String share(String name) {
      return prefix + name;
    }
  }

  /** One underscore, the live environment. */
  public static WechatMixedSettings usual() {
    return new WechatMixedSettings(Spelling.ONE_UNDERSCORE, false);
  }
}
