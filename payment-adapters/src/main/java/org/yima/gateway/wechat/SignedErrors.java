package org.yima.gateway.wechat;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Verifies refusals too. The SDK verifies 2xx answers only; a 4xx that does not verify was not said
 * by WeChat, whatever it says. The one refusal that comes unsigned is that of our own signature: it
 * is let through because nothing more can be read out of it than that our keys are refused.
 */
final class SignedErrors implements Interceptor {

  private static final long LONGEST = 64 * 1024;

  /** The refusal is not WeChat's. */
  static final class Forged extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final AnswerValidator validator;

  SignedErrors(AnswerValidator validator) {
    this.validator = validator;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() < 400 || response.code() >= 500) {
      // 2xx is verified by the SDK, and nothing is read out of the others.
      return response;
    }
    String body = response.peekBody(LONGEST).string();
    if (response.header("Wechatpay-Signature") == null
        && response.code() == 401
        && NumberedRefusals.code(body).replace("_", "").equals("SIGNERROR")) {
      return response;
    }
    boolean verifies =
        validator.verifies(
            response.header("Wechatpay-Serial"),
            response.header("Wechatpay-Timestamp"),
            response.header("Wechatpay-Nonce"),
            response.header("Wechatpay-Signature"),
            body);
    if (!verifies) {
      response.close();
      throw new Forged();
    }
    return response;
  }
}
