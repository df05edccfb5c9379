package org.yima.sandbox.alipay;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/**
 * A call of a method whose signature was checked.
 *
 * @param parameters of query and form together
 */
record AlipayCall(Call http, Map<String, String> parameters) {

  String method() {
    return parameters.getOrDefault("method", "-");
  }

  /** A parameter beside the business, empty text where it is missing. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** The business: a JSON object in {@code biz_content}. */
  Fields business() {
    String text = parameter("biz_content");
    if (text.isEmpty()) {
      throw new Refused(200, "isv.missing-parameter", "缺少biz_content参数");
    }
    try {
      return new Call("POST", http.uri(), Map.of(), text.getBytes(StandardCharsets.UTF_8), Map.of())
          .json();
    } catch (Refused malformed) {
      throw new Refused(200, "isv.invalid-parameter", "biz_content不是JSON对象");
    }
  }

  /** Where this process is reached, as the caller wrote it. */
  String base() {
    return "http://" + http.header("host").orElse("127.0.0.1");
  }
}
