package org.yima.gateway;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What the payer's phone has to do next, ready to be handed to it.
 *
 * @param params what the wallet's own SDK takes, names and values unchanged; they authorise one
 *     payment, so they are shown to its payer only and never logged
 */
public record NextAction(Kind kind, Map<String, String> params) {

  /** The SDK or picture the parameters are for. */
  public enum Kind {
    WECHAT_JSAPI,
    WECHAT_MEDICAL,
    ALIPAY_APP,
    UNIONPAY,
    QR,
    /** Nothing to do but wait and query. */
    NONE
  }

  private static final NextAction NOTHING = new NextAction(Kind.NONE, Map.of());

  public NextAction {
    requireNonNull(kind, "kind");
    params = Map.copyOf(params);
  }

  public static NextAction none() {
    return NOTHING;
  }

  @Override
  public String toString() {
    return "NextAction[" + kind + "]";
  }
}
