package org.yima.gateway.paymentcentre;

import java.util.function.Supplier;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Fields;
import org.yima.gateway.mobilepay.OrderState;
import org.yima.gateway.mobilepay.PayOrder;
import org.yima.gateway.mobilepay.RefundRequest;
import org.yima.gateway.mobilepay.Refunded;

/**
 * What the answer of 6203 is worth. By the published text it is one word, which as well could have
 * been said to another refund some minutes ago: it counts when it names order and refund, or when
 * the order itself (6301) stands as the word says.
 */
final class CentreRefunds {
  private enum Status {
    SUCC,
    FAIL,
    /** The centre's own "something went wrong": nobody knows. */
    EXP
  }

  private CentreRefunds() {}

  /**
   * The outcome of a refund.
   *
   * @param order asks for the order, once at most
   */
  static Outcome<Refunded> read(
      Fields data, RefundRequest asked, Supplier<Outcome<PayOrder>> order) {
    boolean named = names(data, asked);
    return switch (data.choice("refStatus", Status.class)) {
      case SUCC ->
          named || isReturned(order.get(), asked)
              ? Outcome.succeeded(
                  new Refunded(asked.payOrdId(), asked.ownNumber(), asked.kind(), asked.totalFen()))
              : Outcome.unknown(UnknownCause.UNREADABLE);
      case FAIL ->
          named || isUntouched(order.get(), asked)
              ? Outcome.declined(DeclineReason.OTHER, "FAIL")
              : Outcome.unknown(UnknownCause.UNREADABLE);
      case EXP -> Outcome.unknown(UnknownCause.SERVER_ERROR);
    };
  }

  /** Whether it says whose answer it is; that of another is not readable. */
  private static boolean names(Fields data, RefundRequest asked) {
    if (data.has("payOrdId")) {
      data.mustRepeat("payOrdId", asked.payOrdId());
    }
    if (data.has("appRefdSn")) {
      data.mustRepeat("appRefdSn", asked.ownNumber());
    }
    return data.has("payOrdId") && data.has("appRefdSn");
  }

  /**
   * Whether an order stands as after this refund. Of cash that is returned in parts it does not
   * tell how much was, so it proves none of them.
   */
  private static boolean isReturned(Outcome<PayOrder> order, RefundRequest asked) {
    return order
        .toOptional()
        .map(PayOrder::state)
        .filter(
            state ->
                switch (asked.kind()) {
                  case ALL ->
                      asked.cashFen() > 0
                          ? state == OrderState.REFUNDED
                          : isInsuranceReturned(state);
                  case HI -> isInsuranceReturned(state);
                  case CASH ->
                      asked.cashFen() == asked.original().ownFen() && isCashReturned(state);
                })
        .isPresent();
  }

  private static boolean isInsuranceReturned(OrderState state) {
    return state == OrderState.REFUNDED
        || state == OrderState.INSURANCE_REFUNDED
        || state == OrderState.INSURANCE_AND_PART_OF_SELF_PAY_REFUNDED
        || state == OrderState.INSURANCE_REVOKED;
  }

  private static boolean isCashReturned(OrderState state) {
    return state == OrderState.REFUNDED || state == OrderState.SELF_PAY_REFUNDED;
  }

  /** Whether an order stands as if nothing of what was asked for had been returned. */
  private static boolean isUntouched(Outcome<PayOrder> order, RefundRequest asked) {
    return order
        .toOptional()
        .map(PayOrder::state)
        .filter(
            state ->
                switch (asked.kind()) {
                  case ALL ->
                      state.insurance() == OrderState.InsuranceMoney.STANDS
                          && (asked.cashFen() == 0 || isAllCashThere(state));
                  case HI -> state.insurance() == OrderState.InsuranceMoney.STANDS;
                  case CASH -> isAllCashThere(state);
                })
        .isPresent();
  }

  private static boolean isAllCashThere(OrderState state) {
    return state == OrderState.INSURANCE_PAID
        || state == OrderState.HOSPITAL_SETTLED
        || state == OrderState.DONE
        || state == OrderState.INSURANCE_REFUNDED
        || state == OrderState.INSURANCE_REVOKED;
  }
}
