package org.yima.healthcard.code;

/**
 * An optional field of a code. Readers skip the types they do not know; the signature covers them
 * all the same.
 *
 * @param type 0 to 255
 * @param value 0 to 253 bytes
 */
public record Extension(int type, Bytes value) {
  /** Refuses a type or a length that does not fit its byte. */
  public Extension {
    if (type < 0 || type > 0xFF) {
      throw new IllegalArgumentException("an extension type is one byte");
    }
    if (value.size() > CodeLayout.MAX_EXTENSIONS - 2) {
      throw new IllegalArgumentException("an extension value has at most 253 bytes");
    }
  }

  int wireSize() {
    return 2 + value.size();
  }
}
