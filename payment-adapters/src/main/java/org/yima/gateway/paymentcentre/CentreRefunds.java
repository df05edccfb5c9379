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
                          : state.insuranceReturned();
                  case HI -> state.insuranceReturned();
                  case CASH ->
                      asked.cashFen() == asked.original().ownFen()
                          && state.cash() == OrderState.CashMoney.RETURNED;
                })
        .isPresent();
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
                          && (asked.cashFen() == 0 || state.cash() == OrderState.CashMoney.STANDS);
                  case HI -> state.insurance() == OrderState.InsuranceMoney.STANDS;
                  case CASH -> state.cash() == OrderState.CashMoney.STANDS;
                })
        .isPresent();
  }
}
