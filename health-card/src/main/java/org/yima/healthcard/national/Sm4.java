package org.yima.healthcard.national;

import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM4 (GB/T 32907) block by block without padding, as the national card rules use it. */
final class Sm4 {
  static final int BLOCK = 16;

  private Sm4() {}

  static byte[] encrypt(byte[] key, byte[] blocks) {
    return apply(true, key, blocks);
  }

  static byte[] decrypt(byte[] key, byte[] blocks) {
    return apply(false, key, blocks);
  }

  private static byte[] apply(boolean encrypt, byte[] key, byte[] in) {
    if (key.length != BLOCK) {
      throw new IllegalArgumentException("an SM4 key has 16 bytes");
    }
    SM4Engine engine = new SM4Engine();
    engine.init(encrypt, new KeyParameter(key));
    byte[] out = new byte[in.length];
    for (int at = 0; at < in.length; at += BLOCK) {
      int done = engine.processBlock(in, at, out, at);
      if (done != BLOCK) {
        throw new IllegalStateException("SM4 works on whole blocks");
      }
    }
    return out;
  }
}
