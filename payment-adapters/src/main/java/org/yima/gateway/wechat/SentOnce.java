package org.yima.gateway.wechat;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * A body leaves once. OkHttp posts again, by itself, what was answered 503 with {@code Retry-After:
 * 0} (or 421), whatever it was told about connections: a payment that was made would be answered as
 * one that was made before. What says that it can be written once only is not sent again.
 */
final class SentOnce implements Interceptor {

  private static final class Body extends RequestBody {
    private final RequestBody body;

    Body(RequestBody body) {
      this.body = body;
    }

    @Override
    public MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(sink);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    RequestBody body = request.body();
    return chain.proceed(
        body == null
            ? request
            : request.newBuilder().method(request.method(), new Body(body)).build());
  }
}
