package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/**
 * The outer object of every answer: one node that says what happened, and its signature, which
 * covers the node's text exactly as it was sent.
 */
final class Envelope {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String ERROR = "error_response";

  private final Map<String, String> texts;
  private final String node;
  private final Optional<String> sign;

  private Envelope(Map<String, String> texts, String node, Optional<String> sign) {
    this.texts = texts;
    this.node = node;
    this.sign = sign;
  }

  /** Throws {@link UnreadableAnswer} for what is no envelope of this method's answer. */
  static Envelope read(String method, byte[] body) {
    Fields whole = Json.read(body);
    String own = method.replace('.', '_') + "_response";
    String node = whole.has(own) ? own : ERROR;
    if (whole.object(node).isEmpty() || (whole.has(own) && whole.has(ERROR))) {
      throw new UnreadableAnswer(own);
    }
    return new Envelope(texts(new String(body, UTF_8)), node, whole.optionalText("sign"));
  }

  /** The raw texts of the members; the whole is known to be an object without repeated names. */
  private static Map<String, String> texts(String whole) {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = JSON.createParser(whole.toCharArray())) {
      JsonToken ignored = parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (value.isStructStart()) {
          JsonParser skipped = parser.skipChildren();
          texts.put(name, whole.substring(from, (int) skipped.currentLocation().getCharOffset()));
        }
      }
      return texts;
    } catch (IOException malformed) {
      throw new UnreadableAnswer("body");
    }
  }

  boolean isSigned() {
    return sign.isPresent();
  }

  /** Whether Alipay signed this node; its text may have been escaped on the way to the signer. */
  boolean verifies(AlipaySettings settings) {
    String text = texts.get(node);
    return sign.filter(
            s -> settings.verifies(text, s) || settings.verifies(text.replace("\\/", "/"), s))
        .isPresent();
  }

  Fields fields() {
    return Json.read(texts.get(node).getBytes(UTF_8));
  }

  /** Whether it is the node of errors, which has no fields of the method. */
  boolean isError() {
    return node.equals(ERROR);
  }
}
