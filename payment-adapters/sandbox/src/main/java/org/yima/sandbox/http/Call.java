package org.yima.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it arrived.
 *
 * @param uri the target exactly as sent, which is what signatures cover
 * @param headers by lower-case name
 * @param parameters the named parts of the path, decoded
 */
public record Call(
    String method,
    URI uri,
    Map<String, List<String>> headers,
    byte[] body,
    Map<String, String> parameters) {

  /** The path as sent, still percent-encoded. */
  public String rawPath() {
    return uri.getRawPath();
  }

  /** Path and query as sent. */
  public String target() {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  /**
   * The single value of a header; a repeated header counts as absent, because no signature can
   * cover it.
   */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** A part of the path. */
  public String parameter(String name) {
    return parameters.get(name);
  }

  /** The query's value, or empty when it is absent. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(queries().get(name));
  }

  private Map<String, String> queries() {
    Map<String, String> found = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : List.of(uri.getRawQuery().split("&", -1))) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          found.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return found;
  }

  /** Percent-decoding that refuses what is malformed instead of failing. */
  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused(400, "PARAM_ERROR", "malformed percent-encoding");
    }
  }

  /** The body as a JSON object; anything else is refused. */
  public Fields json() {
    JsonNode tree;
    try {
      tree = Json.tree(body);
    } catch (IOException e) {
      throw new Refused(400, "PARAM_ERROR", "the body is not one JSON value");
    }
    if (tree == null || !tree.isObject()) {
      throw new Refused(400, "PARAM_ERROR", "the body is not a JSON object");
    }
    return new Fields(tree, "");
  }

  Call with(byte[] read) {
    return new Call(method, uri, headers, read, parameters);
  }

  Call with(Map<String, String> found) {
    return new Call(method, uri, headers, body, found);
  }
}
