package org.yima.gateway.ehc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.yima.gateway.http.UnreadableAnswer;

/** SM3 over a call's fields and SM4 over its business content, both with the shared secret. */
final class Sealing {
  private final String secret;

  Sealing(String secret) {
    this.secret = secret;
  }

  /** Hex of SM3 over the fields in the order of their names, then the secret. */
  String digest(Map<String, String> fields) {
    SortedMap<String, String> sorted = new TreeMap<>(fields);
    String text =
        sorted.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"))
            + "&app_secret="
            + secret;
    byte[] bytes = text.getBytes(UTF_8);
    SM3Digest sm3 = new SM3Digest();
    sm3.update(bytes, 0, bytes.length);
    byte[] out = new byte[sm3.getDigestSize()];
    int unused = sm3.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  String encrypt(byte[] plain) {
    return HexFormat.of().withUpperCase().formatHex(crypt(true, plain));
  }

  /** The plain bytes; {@link UnreadableAnswer} when they were not encrypted with our secret. */
  byte[] decrypt(String hex) {
    try {
      return crypt(false, HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException notOurs) {
      throw new UnreadableAnswer("biz_content");
    }
  }

  private byte[] crypt(boolean encrypt, byte[] in) {
    PaddedBufferedBlockCipher cipher =
        new PaddedBufferedBlockCipher(new SM4Engine(), new PKCS7Padding());
    cipher.init(encrypt, new KeyParameter(HexFormat.of().parseHex(secret)));
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
