package org.yima.gateway.alipay;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedOrder;

/**
 * What the national mobile payment ({@code alipay.commerce.medical.payment.*}) needs that no public
 * text says, as {@link MedicalWords}.
 *
 * @param words what the other family has in the same way
 * @param channelCode {@code channel_code}, which Alipay gives to the caller; empty text for none
 * @param scene {@code scene}; empty text for none
 * @param callUrl which of an order's two addresses {@code call_url} is
 * @param cash by which methods an order's cash is closed and returned
 * @param done the {@code result_code} of what was done
 * @param noOrder the words, in {@code sub_code} or {@code result_code}, for an order that is not
 *     there
 * @param own the words of {@code own_pay_status}; whether the cash went back its amounts tell
 * @param medical the words of {@code medical_pay_status}
 * @param insuranceOnly the {@code pay_type} of an order without cash
 * @param mixed the {@code pay_type} of all others
 */
public record AlipayPaymentSettings(
    MedicalWords words,
    String channelCode,
    String scene,
    CallUrl callUrl,
    Cash cash,
    String done,
    Set<String> noOrder,
    Map<String, MixedCharge.Part> own,
    Map<String, MixedCharge.Part> medical,
    String insuranceOnly,
    String mixed) {

  /**
   * The one address that the method takes of us (支付回调地址) is told nowhere to be the page that the
   * payer comes back to or the door that the result is reported to. The gateway's own {@code
   * notify_url} is sent in either case.
   */
  public enum CallUrl {
    /** Where the payer comes back to. */
    RETURN(MixedOrder::returnUrl),
    /** Where the result is reported. */
    NOTIFY(MixedOrder::notifyUrl);

    private final Function<MixedOrder, URI> address;

    CallUrl(Function<MixedOrder, URI> address) {
      this.address = address;
    }

    String of(MixedOrder order) {
      return address.apply(order).toString();
    }
  }

  /**
   * The family has no methods for closing and returning. Which ones do it for its orders could not
   * be verified: that there is a trade of Alipay behind the cash is read out of its query's {@code
   * trade_no} alone.
   */
  public enum Cash {
    /** {@code alipay.trade.*}, by Alipay's own number of the trade. */
    TRADE,
    /** {@code alipay.commerce.medical.trade.*}, by our number of the order. */
    MEDICAL
  }

  public AlipayPaymentSettings {
    noOrder = Set.copyOf(noOrder);
    own = Map.copyOf(own);
    medical = Map.copyOf(medical);
  }

  /** In the sandbox's words; the cash is a trade of Alipay and has a trade's words. */
  public static AlipayPaymentSettings usual() {
    return new AlipayPaymentSettings(
        MedicalWords.usual("medical_payment_status_sync"),
        "",
        "",
        CallUrl.RETURN,
        Cash.TRADE,
        "SUCCESS",
        Set.of("ORDER_NOT_EXIST"),
        Map.of(
            "WAIT_BUYER_PAY", MixedCharge.Part.CREATED,
            "TRADE_SUCCESS", MixedCharge.Part.PAID,
            "TRADE_FINISHED", MixedCharge.Part.PAID,
            "TRADE_CLOSED", MixedCharge.Part.FAILED),
        Map.of(
            "INIT", MixedCharge.Part.CREATED,
            "SUCCESS", MixedCharge.Part.PAID,
            "REFUND", MixedCharge.Part.REFUNDED,
            "FAIL", MixedCharge.Part.FAILED,
            "CLOSED", MixedCharge.Part.FAILED),
        "MEDICAL_PAYMENT",
        "MIXED_PAYMENT");
  }
}
