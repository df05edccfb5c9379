package org.yima.gateway.wechat;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Reads no more of an answer than a call's answer can have; a file is read otherwise. */
final class BoundedAnswers implements Interceptor {
  private static final long LONGEST = 8L << 20;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    if (body != null && body.source().request(LONGEST + 1)) {
      response.close();
      throw new IOException("an answer without an end");
    }
    return response;
  }
}
