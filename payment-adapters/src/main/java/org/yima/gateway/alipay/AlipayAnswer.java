package org.yima.gateway.alipay;

import java.util.Set;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Fields;

/**
 * What Alipay said of one call.
 *
 * @param code the gateway's own word: 10000 done, 10003 the payer has to act, everything else no
 * @param subCode the method's reason where it is no; the code itself where none is given
 * @param fields the method's fields
 */
record AlipayAnswer(String code, String subCode, Fields fields) {
  private static final String DONE = "10000";
  private static final String TOKEN = "alipay.system.oauth.token";
  private static final Set<String> DOOR = Set.of("20001", "40001", "40002");

  static AlipayAnswer of(String method, Fields fields, boolean error) {
    // Only the answer of the token exchange has no code; without one nothing else is a yes.
    String code = fields.optionalText("code").orElse(!error && method.equals(TOKEN) ? DONE : "");
    return new AlipayAnswer(
        error && code.equals(DONE) ? "" : code,
        fields.optionalText("sub_code").orElse(code),
        fields);
  }

  boolean isDone() {
    return code.equals(DONE);
  }

  boolean isPending() {
    return code.equals("10003");
  }

  /** Whether Alipay says of itself that it does not know: the call may have had its effect. */
  boolean isOutage() {
    return code.equals("20000")
        || subCode.equals("ACQ.SYSTEM_ERROR")
        || subCode.equals("aop.ACQ.SYSTEM_ERROR")
        || subCode.equals("SYSTEM_ERROR");
  }

  /** Whether the refusal is for this reason, with or without the product's prefix. */
  boolean is(String reason) {
    return subCode.equals(reason) || subCode.equals("ACQ." + reason);
  }

  /**
   * Whether it is a refusal of who calls or of how the call is written, before any method has seen
   * it. Nothing can be read out of one but that: not how an order stands.
   */
  boolean isOfTheDoor() {
    DeclineReason reason = reason();
    return DOOR.contains(code)
        && (subCode.startsWith("isv.") || subCode.startsWith("aop."))
        && (reason == DeclineReason.CREDENTIALS_REFUSED || reason == DeclineReason.INVALID_REQUEST);
  }

  <T> Outcome<T> declined() {
    return isPending() ? Outcome.stillRunning() : Outcome.declined(reason(), subCode);
  }

  /**
   * The refusal of a call that moves money: only one that is known to mean that nothing moved is
   * one, and the public list of reasons is not whole.
   */
  <T> Outcome<T> declinedMove() {
    return !isPending() && reason() == DeclineReason.OTHER
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : declined();
  }

  /** As above, of a payment: that its number is known says that something came of it before. */
  <T> Outcome<T> declinedPayment() {
    DeclineReason reason = reason();
    return reason == DeclineReason.ALREADY_PAID || reason == DeclineReason.ID_REUSED
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : declinedMove();
  }

  /** As above, of what is to go back: a finished trade is one that is too old for that. */
  <T> Outcome<T> declinedReturn() {
    return is("TRADE_HAS_FINISHED")
        ? Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, subCode)
        : declinedMove();
  }

  private DeclineReason reason() {
    String bare = subCode.startsWith("ACQ.") ? subCode.substring(4) : subCode;
    return switch (bare) {
      case "isv.code-invalid",
          "isv.code-expired",
          "PAYMENT_AUTH_CODE_INVALID",
          "PAYMENT_AUTH_TOKEN_INVALID",
          "SOUNDWAVE_PARSER_FAIL" ->
          DeclineReason.AUTHORISATION_INVALID;
      case "isv.invalid-signature",
          "isv.invalid-app-id",
          "isv.missing-signature",
          "isv.invalid-signature-type",
          "aop.invalid-app-auth-token",
          "aop.invalid-auth-token" ->
          DeclineReason.CREDENTIALS_REFUSED;
      case "TRADE_NOT_EXIST" -> DeclineReason.NOT_FOUND;
      case "TRADE_HAS_SUCCESS", "TRADE_HAS_FINISHED" -> DeclineReason.ALREADY_PAID;
      case "TRADE_HAS_CLOSE" -> DeclineReason.CLOSED;
      case "CONTEXT_INCONSISTENT",
          "TRADE_BUYER_NOT_MATCH",
          "REFUND_AMT_NOT_EQUAL_TOTAL_CONFLICT",
          "DISCORDANT_REPEAT_REQUEST" ->
          DeclineReason.ID_REUSED;
      case "SELLER_BALANCE_NOT_ENOUGH" -> DeclineReason.MERCHANT_BALANCE_TOO_LOW;
      case "REFUND_AMT_NOT_EQUAL_TOTAL",
          "TRADE_NOT_ALLOW_REFUND",
          "REASON_TRADE_REFUND_FEE_ERR",
          "REASON_TRADE_STATUS_INVALID",
          "REFUND_CHARGE_ERROR" ->
          DeclineReason.REFUND_NOT_ALLOWED;
      case "BUYER_BALANCE_NOT_ENOUGH",
          "BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
          "ERROR_BALANCE_PAYMENT_DISABLE",
          "BUYER_SELLER_EQUAL",
          "BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
          "BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
          "USER_FACE_PAYMENT_SWITCH_OFF",
          "BUYER_ENABLE_STATUS_FORBID",
          "PAYMENT_FAIL",
          "PULL_MOBILE_CASHIER_FAIL" ->
          DeclineReason.PAYER_RESTRICTED;
      case "ACCESS_FORBIDDEN", "PARTNER_ERROR", "INVALID_STORE_ID" -> DeclineReason.NOT_PERMITTED;
      case "INVALID_PARAMETER", "TOTAL_FEE_EXCEED", "isv.invalid-method" ->
          DeclineReason.INVALID_REQUEST;
      default -> byCode();
    };
  }

  private DeclineReason byCode() {
    return switch (code) {
      case "20001" -> DeclineReason.CREDENTIALS_REFUSED;
      case "40001", "40002" -> DeclineReason.INVALID_REQUEST;
      case "40005" -> DeclineReason.BUSY;
      case "40006" -> DeclineReason.NOT_PERMITTED;
      default -> DeclineReason.OTHER;
    };
  }
}
