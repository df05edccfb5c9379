package org.yima.migration.cleaning;

import java.util.LinkedHashMap;
import java.util.Map;

/** A quarantined row as its hospital's engineer sees it: enough to find it, not to read it. */
public final class Masked {
  private static final int SHOWN = 60;

  private Masked() {}

  /** By our keys, in their order; empty values are left out. */
  public static Map<String, String> fields(Row row) {
    Map<String, String> masked = new LinkedHashMap<>();
    for (Field field : Field.values()) {
      String value = row.get(field);
      if (!value.isEmpty()) {
        masked.put(field.key(), field.isPersonal() ? mask(value) : shortened(value));
      }
    }
    return masked;
  }

  private static String mask(String value) {
    int[] characters = value.codePoints().toArray();
    int shown = characters.length >= 8 ? 2 : 1;
    String head = new String(characters, 0, Math.min(shown, characters.length));
    String tail = characters.length >= 8 ? new String(characters, characters.length - 2, 2) : "";
    return head + "***" + tail;
  }

  private static String shortened(String value) {
    return value.length() > SHOWN ? value.substring(0, SHOWN) : value;
  }
}
