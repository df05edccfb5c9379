package org.yima.healthcard.second;

import java.nio.ByteBuffer;

/** SM3, GB/T 32905, written from the standard. */
final class Sm3 {
  private static final int[] START = {
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
  };

  private Sm3() {}

  static byte[] hash(byte[] message) {
    int padded = (message.length + 9 + 63) / 64 * 64;
    ByteBuffer in = ByteBuffer.allocate(padded).put(message).put((byte) 0x80);
    in.putLong(padded - 8, message.length * 8L).rewind();
    int[] v = START.clone();
    while (in.hasRemaining()) {
      int[] w = new int[68];
      for (int j = 0; j < 68; j++) {
        w[j] =
            j < 16
                ? in.getInt()
                : p1(w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15))
                    ^ Integer.rotateLeft(w[j - 13], 7)
                    ^ w[j - 6];
      }
      compress(v, w);
    }
    ByteBuffer out = ByteBuffer.allocate(32);
    for (int word : v) {
      out.putInt(word);
    }
    return out.array();
  }

  private static void compress(int[] v, int[] w) {
    int[] r = v.clone();
    for (int j = 0; j < 64; j++) {
      int t = Integer.rotateLeft(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32);
      int ss1 = Integer.rotateLeft(Integer.rotateLeft(r[0], 12) + r[4] + t, 7);
      int ss2 = ss1 ^ Integer.rotateLeft(r[0], 12);
      int ff = j < 16 ? r[0] ^ r[1] ^ r[2] : (r[0] & r[1]) | (r[0] & r[2]) | (r[1] & r[2]);
      int gg = j < 16 ? r[4] ^ r[5] ^ r[6] : (r[4] & r[5]) | (~r[4] & r[6]);
      int tt1 = ff + r[3] + ss2 + (w[j] ^ w[j + 4]);
      int tt2 = gg + r[7] + ss1 + w[j];
      r =
          new int[] {
            tt1,
            r[0],
            Integer.rotateLeft(r[1], 9),
            r[2],
            tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17),
            r[4],
            Integer.rotateLeft(r[5], 19),
            r[6]
          };
    }
    for (int i = 0; i < 8; i++) {
      v[i] ^= r[i];
    }
  }

  private static int p1(int x) {
    return x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
  }
}
