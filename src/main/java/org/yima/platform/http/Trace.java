package org.yima.platform.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The trace id of a request: W3C Trace Context's, when the caller sends one, else a new one. */
@ApplicationScoped
public class Trace {
  private static final String KEY = "yima.trace";
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

  private final SecureRandom random;

  Trace(SecureRandom random) {
    this.random = random;
  }

  /** The request's trace id: 32 lower-case hex digits, the same at every call. */
  public String idOf(RoutingContext request) {
    String known = request.get(KEY);
    if (known != null) {
      return known;
    }
    String id = sentOrNew(request.request().getHeader("traceparent"));
    request.put(KEY, id);
    return id;
  }

  private String sentOrNew(String traceparent) {
    if (traceparent != null) {
      Matcher matcher = TRACEPARENT.matcher(traceparent);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
