package org.yima.gateway.alipay;

/**
 * The words of {@code subsidy_mode}, which both families have and no public text gives.
 *
 * @param addition of what is paid besides
 * @param reduction of what is spared
 */
public record SubsidyModes(String addition, String reduction) {

  /** In the sandbox's words. */
  public static SubsidyModes usual() {
    return new SubsidyModes("ADD", "REDUCE");
  }
}
