package org.yima.gateway.wechat;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Verifies refusals too. The SDK verifies 2xx answers only; WeChat signs most refusals, and one
 * that carries a signature which does not verify was not said by WeChat. One without any is taken
 * as it is, as the SDK does: a refusal of our own signature comes unsigned.
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
    if (response.isSuccessful() || response.header("Wechatpay-Signature") == null) {
      return response;
    }
    boolean verifies =
        validator.verifies(
            response.header("Wechatpay-Serial"),
            response.header("Wechatpay-Timestamp"),
            response.header("Wechatpay-Nonce"),
            response.header("Wechatpay-Signature"),
            response.peekBody(LONGEST).string());
    if (!verifies) {
      response.close();
      throw new Forged();
    }
    return response;
  }
}
