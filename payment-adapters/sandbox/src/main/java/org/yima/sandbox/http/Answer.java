package org.yima.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What leaves: a status, headers and a body. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A JSON answer. */
  public static Answer json(int status, Object value) {
    return ofJson(status, Json.bytes(value));
  }

  /** A JSON answer whose bytes are already written, as when a kept answer is given again. */
  public static Answer ofJson(int status, byte[] body) {
    return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  /** 204. */
  public static Answer empty() {
    return new Answer(204, Map.of(), new byte[0]);
  }

  /** The same answer with one more header. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }
}
