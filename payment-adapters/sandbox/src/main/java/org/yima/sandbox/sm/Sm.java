package org.yima.sandbox.sm;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.BufferedBlockCipher;
import org.bouncycastle.crypto.DefaultBufferedBlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM3 and SM4 in ECB mode, as the card centre and the payment centre use them. */
public final class Sm {
  private Sm() {}

  public static byte[] sm3(byte[] text) {
    SM3Digest digest = new SM3Digest();
    digest.update(text, 0, text.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }

  /** Whole blocks, no padding. */
  public static byte[] blocks(byte[] key, byte[] plain) {
    return run(new DefaultBufferedBlockCipher(new SM4Engine()), true, key, plain);
  }

  public static byte[] encrypt(byte[] key, byte[] plain) {
    return run(new PaddedBufferedBlockCipher(new SM4Engine()), true, key, plain);
  }

  /** Throws {@link IllegalArgumentException} for what was not encrypted with that key. */
  public static byte[] decrypt(byte[] key, byte[] cipher) {
    return run(new PaddedBufferedBlockCipher(new SM4Engine()), false, key, cipher);
  }

  private static byte[] run(BufferedBlockCipher cipher, boolean encrypt, byte[] key, byte[] in) {
    cipher.init(encrypt, new KeyParameter(key));
    byte[] out = new byte[cipher.getOutputSize(in.length)];
    int length = cipher.processBytes(in, 0, in.length, out, 0);
    try {
      return Arrays.copyOf(out, length + cipher.doFinal(out, length));
    } catch (InvalidCipherTextException | RuntimeException e) {
      throw new IllegalArgumentException("cipher text", e);
    }
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
