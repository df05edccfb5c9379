package org.yima.platform.http;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import java.io.IOException;

/** As {@link StrictText}, for the names in a map that its sender chooses. */
final class StrictKey extends KeyDeserializer {

  @Override
  public Object deserializeKey(String key, DeserializationContext context) throws IOException {
    if (!StrictText.isText(key)) {
      return context.reportInputMismatch(String.class, "not a text");
    }
    return key;
  }
}
