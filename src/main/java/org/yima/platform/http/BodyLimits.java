package org.yima.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.yima.platform.BodyLimit;
import org.yima.platform.PlatformProblem;

/**
 * Holds each operation's {@link BodyLimit}: a stated length is refused before the body is read, and
 * a body that states none (chunked, or an HTTP/2 stream) is cut off where it passes the limit.
 */
class BodyLimits {
  private static final String LIMIT = "yima.body-limit";

  /** Runs before the gate, which need not look at a request that will be refused anyway. */
  @ServerRequestFilter(priority = 0)
  void refuseStatedLength(ContainerRequestContext request, ResourceInfo operation) {
    BodyLimit stated = operation.getResourceMethod().getAnnotation(BodyLimit.class);
    long limit = stated == null ? BodyLimit.USUAL : stated.value();
    request.setProperty(LIMIT, limit);
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length != null && !length.isEmpty() && Long.parseLong(length) > limit) {
      throw PlatformProblem.INPUT_TOO_LARGE.problem();
    }
  }

  /** Puts the bound around the stream that every body reader reads from. */
  @Provider
  static class Reading implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
      long limit = context.getProperty(LIMIT) instanceof Long own ? own : BodyLimit.USUAL;
      context.setInputStream(new BoundedBody(context.getInputStream(), limit));
      return context.proceed();
    }
  }
}
