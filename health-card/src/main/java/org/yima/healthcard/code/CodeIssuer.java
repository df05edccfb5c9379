package org.yima.healthcard.code;

import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Signs codes for one region with one key. Safe for use by several threads when its key is. */
public final class CodeIssuer {
  /**
   * The alphanumeric capacity of QR version 8 at level M: what a cracked screen still shows well.
   */
  public static final int MAX_DYNAMIC_TEXT = 221;

  private final SigningKey key;
  private final Region region;

  /** An issuer of that region. Rotating the key means making another issuer. */
  public CodeIssuer(SigningKey key, Region region) {
    this.key = key;
    this.region = region;
  }

  /**
   * Issues one code.
   *
   * @throws IllegalArgumentException when the request cannot be written, or when extensions make a
   *     dynamic code larger than QR version 8 at level M
   */
  public Code issue(CodeRequest request) {
    CodeContent content =
        new CodeContent(
            request.kind(),
            region,
            key.keyId(),
            request.handle(),
            request.issuedAt().truncatedTo(ChronoUnit.SECONDS),
            request.validity(),
            request.scenes(),
            request.extensions());
    byte[] message = CodeLayout.write(content);
    byte[] signature = key.sign(message);
    if (signature.length != CodeLayout.SIGNATURE) {
      throw new IllegalStateException("a code signature has 64 bytes");
    }
    byte[] whole = Arrays.copyOf(message, message.length + signature.length);
    System.arraycopy(signature, 0, whole, message.length, signature.length);
    String text = Base45.encode(CodeLayout.PREFIX, whole, CodeLayout.BODY);
    if (request.kind() == CodeKind.DYNAMIC && text.length() > MAX_DYNAMIC_TEXT) {
      throw new IllegalArgumentException("a dynamic code must fit QR version 8 at level M");
    }
    return new Code(text, content);
  }
}
