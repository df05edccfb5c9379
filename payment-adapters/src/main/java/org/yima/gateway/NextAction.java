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
    /** {@code wx.chooseWXPay}, {@code wx.requestPayment}. */
    WECHAT_JSAPI,
    /** WeChat's SDK in our app. */
    WECHAT_APP,
    /** {@code requestMedicalInsurancePay}: the parameters of JSAPI, and {@code mixTradeNo}. */
    WECHAT_MEDICAL,
    /** {@code orderStr} for Alipay's SDK in our app. */
    ALIPAY_APP,
    /** {@code tradeNO} for {@code my.tradePay} in Alipay's mini program. */
    ALIPAY_MINI_PROGRAM,
    /** {@code tn} for UnionPay's SDK. */
    UNIONPAY,
    /** {@code url} to be opened in the phone's browser. */
    LINK,
    /**
     * A form to be sent by the browser: its address under {@code action}, all others its fields.
     */
    FORM,
    /** {@code text} to be drawn as a code and scanned by the wallet. */
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
