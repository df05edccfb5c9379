package org.yima.gateway.sm;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM4 in ECB mode with PKCS#7 padding; the key has 16 bytes. */
public final class Sm4 {
  private final KeyParameter key;

  public Sm4(byte[] key) {
    if (key.length != 16) {
      throw new IllegalArgumentException("an SM4 key has 16 bytes");
    }
    this.key = new KeyParameter(key);
  }

  public byte[] encrypt(byte[] plain) {
    return crypt(true, plain);
  }

  /**
   * The plain bytes.
   *
   * @throws IllegalArgumentException when it was not encrypted with this key
   */
  public byte[] decrypt(byte[] cipherText) {
    return crypt(false, cipherText);
  }

  private byte[] crypt(boolean encrypt, byte[] in) {
    PaddedBufferedBlockCipher cipher =
        new PaddedBufferedBlockCipher(new SM4Engine(), new PKCS7Padding());
    cipher.init(encrypt, key);
    byte[] out = new byte[cipher.getOutputSize(in.length)];
    try {
      int done = cipher.processBytes(in, 0, in.length, out, 0);
      done += cipher.doFinal(out, done);
      return Arrays.copyOf(out, done);
    } catch (InvalidCipherTextException | RuntimeException malformed) {
      throw new IllegalArgumentException("not whole blocks of this key", malformed);
    }
  }
}
