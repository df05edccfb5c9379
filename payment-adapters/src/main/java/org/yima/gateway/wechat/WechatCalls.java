package org.yima.gateway.wechat;

import com.google.gson.JsonParseException;
import com.wechat.pay.java.core.exception.HttpException;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.exception.WechatPayException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.function.Supplier;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.UnreadableAnswer;

/** Turns what the SDK returns or throws into an outcome; no exception passes, nor its text. */
final class WechatCalls {

  private static final Map<String, DeclineReason> REASONS =
      Map.ofEntries(
          Map.entry("ORDERNOTEXIST", DeclineReason.NOT_FOUND),
          Map.entry("RESOURCENOTEXISTS", DeclineReason.NOT_FOUND),
          Map.entry("NOSTATEMENTEXIST", DeclineReason.NOT_FOUND),
          Map.entry("STATEMENTCREATING", DeclineReason.BUSY),
          Map.entry("OUTTRADENOUSED", DeclineReason.ID_REUSED),
          Map.entry("ALREADYEXISTS", DeclineReason.ID_REUSED),
          Map.entry("ORDERPAID", DeclineReason.ALREADY_PAID),
          Map.entry("ORDERCLOSED", DeclineReason.CLOSED),
          Map.entry("NOTENOUGH", DeclineReason.MERCHANT_BALANCE_TOO_LOW),
          Map.entry("TRADEOVERDUE", DeclineReason.REFUND_NOT_ALLOWED),
          Map.entry("REFUNDFEEMISMATCH", DeclineReason.REFUND_NOT_ALLOWED),
          Map.entry("USERACCOUNTABNORMAL", DeclineReason.PAYER_RESTRICTED),
          Map.entry("ACCOUNTERROR", DeclineReason.PAYER_RESTRICTED),
          Map.entry("RULELIMIT", DeclineReason.PAYER_RESTRICTED),
          Map.entry("SIGNERROR", DeclineReason.CREDENTIALS_REFUSED),
          Map.entry("NOAUTH", DeclineReason.NOT_PERMITTED),
          Map.entry("MCHNOTEXISTS", DeclineReason.NOT_PERMITTED),
          Map.entry("APPIDMCHIDNOTMATCH", DeclineReason.NOT_PERMITTED),
          Map.entry("FREQUENCYLIMITED", DeclineReason.BUSY),
          Map.entry("RATELIMITEXCEEDED", DeclineReason.BUSY),
          Map.entry("PARAMERROR", DeclineReason.INVALID_REQUEST),
          Map.entry("INVALIDREQUEST", DeclineReason.INVALID_REQUEST));

  /**
   * The inner numbers of mixed orders, which say why a request is refused. No signature covers
   * them, so none is here that says how an order stands: that takes the signed code.
   */
  private static final Map<String, DeclineReason> NUMBERS =
      Map.ofEntries(
          Map.entry("268545963", DeclineReason.CREDENTIAL_NOT_ACTIVATED),
          Map.entry("268545964", DeclineReason.FAMILY_ACCOUNT_NOT_BOUND),
          Map.entry("268547120", DeclineReason.AUTHORISATION_INVALID),
          Map.entry("268545967", DeclineReason.AUTHORISATION_INVALID),
          // The payer is not who the wallet's insurance credential is of.
          Map.entry("268545961", DeclineReason.AUTHORISATION_INVALID),
          Map.entry("268545962", DeclineReason.AUTHORISATION_INVALID),
          Map.entry("268510603", DeclineReason.INVALID_REQUEST),
          Map.entry("268510604", DeclineReason.INVALID_REQUEST),
          Map.entry("268510610", DeclineReason.INVALID_REQUEST),
          Map.entry("268529474", DeclineReason.INVALID_REQUEST),
          Map.entry("268529475", DeclineReason.INVALID_REQUEST),
          Map.entry("268529476", DeclineReason.INVALID_REQUEST),
          Map.entry("268529477", DeclineReason.INVALID_REQUEST),
          Map.entry("268529481", DeclineReason.INVALID_REQUEST),
          Map.entry("268435461", DeclineReason.INVALID_REQUEST));

  private WechatCalls() {}

  static <T> Outcome<T> attempt(Supplier<Outcome<T>> call) {
    try {
      return UnreadableAnswer.orUnknown(call);
    } catch (ServiceException refused) {
      return refusal(refused.getHttpStatusCode(), refused.getErrorCode());
    } catch (HttpException notAnswered) {
      return notAnswered.getCause() instanceof NumberedRefusals.Refusal refused
          ? numbered(refused)
          : Outcome.unknown(cause(notAnswered.getCause()));
    } catch (ValidationException forged) {
      return Outcome.unknown(UnknownCause.BAD_SIGNATURE);
    } catch (WechatPayException | JsonParseException | NullPointerException malformed) {
      return Outcome.unknown(UnknownCause.UNREADABLE);
    }
  }

  /**
   * The refusal of a call that moves money: the public lists of codes are not whole, and only a
   * code that is known to mean that nothing moved means it.
   */
  static <T> Outcome<T> knownOrOpen(Outcome<T> answered) {
    return answered instanceof Outcome.Declined<T> declined
            && declined.reason() == DeclineReason.OTHER
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : answered;
  }

  private static <T> Outcome<T> refusal(int status, String code) {
    if (status >= 500) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    // Without a code it is some other box on the way that answers, not the API.
    if (status < 400 || code == null || code.isEmpty()) {
      return Outcome.unknown(UnknownCause.UNREADABLE);
    }
    return Outcome.declined(reason(code), code);
  }

  private static <T> Outcome<T> numbered(NumberedRefusals.Refusal refused) {
    DeclineReason said = reason(refused.code());
    // Of a payer's limit as of a field that does not fit: WeChat has one word for many reasons.
    boolean open =
        said == DeclineReason.INVALID_REQUEST
            || said == DeclineReason.PAYER_RESTRICTED
            || said == DeclineReason.OTHER;
    DeclineReason reason = open ? NUMBERS.getOrDefault(refused.number(), said) : said;
    return Outcome.declined(reason, refused.code() + "." + refused.number());
  }

  /** The documents spell the same code with and without underscores. */
  private static DeclineReason reason(String code) {
    return REASONS.getOrDefault(code.replace("_", ""), DeclineReason.OTHER);
  }

  private static UnknownCause cause(Throwable io) {
    if (io instanceof InterruptedIOException) {
      return UnknownCause.TIMEOUT;
    }
    return io instanceof SignedErrors.Forged ? UnknownCause.BAD_SIGNATURE : UnknownCause.CONNECTION;
  }
}
