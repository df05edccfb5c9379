package org.yima.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Text as PostgreSQL and UTF-8 can hold it: without U+0000, and with surrogates in pairs alone.
 * JSON can write both ({@code "\\u0000"}, {@code "\\ud800"}), and neither means anything.
 */
final class StrictText extends StringDeserializer {
  private static final long serialVersionUID = 1L;

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    String text = super.deserialize(parser, context);
    if (text != null && !isText(text)) {
      // What was sent is not repeated: it may be a password.
      return context.reportInputMismatch(String.class, "not a text");
    }
    return text;
  }

  static boolean isText(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0 || Character.isLowSurrogate(unit)) {
        return false;
      }
      if (Character.isHighSurrogate(unit)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
