package org.yima.gateway.wechat;

import java.io.IOException;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Sends what the SDK addressed to its fixed host to the configured one. The host is not part of
 * what is signed, so the signature stays right.
 */
final class HostRewrite implements Interceptor {

  private final HttpUrl target;

  HostRewrite(URI baseUri) {
    HttpUrl url = HttpUrl.get(baseUri);
    if (url == null) {
      throw new IllegalArgumentException("the base address is http or https");
    }
    this.target = url;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    HttpUrl url =
        chain
            .request()
            .url()
            .newBuilder()
            .scheme(target.scheme())
            .host(target.host())
            .port(target.port())
            .build();
    return chain.proceed(chain.request().newBuilder().url(url).build());
  }
}
