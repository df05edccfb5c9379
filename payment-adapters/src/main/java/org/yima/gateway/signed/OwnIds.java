package org.yima.gateway.signed;

import java.util.regex.Pattern;

/** Our ids as they appear in a path: nothing that would need escaping, so that "@path" is exact. */
final class OwnIds {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private OwnIds() {}

  static String inPath(String id) {
    if (!SAFE.matcher(id).matches()) {
      throw new IllegalArgumentException("an id has 1 to 64 letters, digits, _ or -");
    }
    return id;
  }
}
