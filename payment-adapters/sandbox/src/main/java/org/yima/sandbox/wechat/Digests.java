package org.yima.sandbox.wechat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;

/** Digests of requests and files. */
final class Digests {
  private Digests() {}

  /**
   * Tells whether a repeated request says the same. The wallet compares values, so a new layout
   * does not matter.
   */
  static String of(Fields request) {
    return hex("SHA-256", Json.bytes(request.tree()));
  }

  static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
