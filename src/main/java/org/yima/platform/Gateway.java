package org.yima.platform;

/**
 * An outside system that is called, as far as calls share its fate: what hangs hangs for all of
 * them.
 *
 * @param name in words that may be in metrics and names of threads
 */
public record Gateway(String name) {
  public static final Gateway SMS = new Gateway("sms");
  public static final Gateway IDENTITY = new Gateway("identity");
  public static final Gateway WECHAT = new Gateway("wechat");
  public static final Gateway ALIPAY = new Gateway("alipay");
  public static final Gateway CARD_CENTRE = new Gateway("card-centre");
  public static final Gateway BUREAU = new Gateway("bureau");

  /** The exchange of insurance authorisations, another system than the bureau's. */
  public static final Gateway INSURANCE_AUTHORISATION = new Gateway("insurance-authorisation");

  /** Each insurer has its own. */
  public static Gateway insurer(Id insurer) {
    return new Gateway("insurer-" + insurer);
  }
}
