package org.yima.healthcard.second;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** SM2 signatures, GB/T 32918, in plain affine arithmetic. A point is {x, y}, infinity is null. */
final class Sm2 {
  private static final BigInteger P =
      number("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
  private static final BigInteger A = P.subtract(BigInteger.valueOf(3));
  private static final BigInteger B =
      number("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93");
  private static final BigInteger N =
      number("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
  private static final BigInteger[] G = {
    number("32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"),
    number("bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0")
  };

  private Sm2() {}

  private static BigInteger number(String hex) {
    return new BigInteger(hex, 16);
  }

  static byte[] publicKey(BigInteger d) {
    BigInteger[] point = times(d, G);
    byte[] key = new byte[65];
    key[0] = 4;
    System.arraycopy(bytes(point[0]), 0, key, 1, 32);
    System.arraycopy(bytes(point[1]), 0, key, 33, 32);
    return key;
  }

  /** A signature with that number k, which must be fresh. */
  static byte[] sign(BigInteger d, BigInteger k, byte[] message) {
    BigInteger r = e(publicKey(d), message).add(times(k, G)[0]).mod(N);
    BigInteger s = d.add(BigInteger.ONE).modInverse(N).multiply(k.subtract(r.multiply(d))).mod(N);
    byte[] signature = Arrays.copyOf(bytes(r), 64);
    System.arraycopy(bytes(s), 0, signature, 32, 32);
    return signature;
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    BigInteger[] key = {
      new BigInteger(1, Arrays.copyOfRange(publicKey, 1, 33)),
      new BigInteger(1, Arrays.copyOfRange(publicKey, 33, 65))
    };
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    if (r.signum() == 0 || s.signum() == 0 || r.compareTo(N) >= 0 || s.compareTo(N) >= 0) {
      return false;
    }
    BigInteger t = r.add(s).mod(N);
    BigInteger[] point = t.signum() == 0 ? null : add(times(s, G), times(t, key));
    return point != null && e(publicKey, message).add(point[0]).mod(N).equals(r);
  }

  private static BigInteger e(byte[] publicKey, byte[] message) {
    ByteArrayOutputStream z = new ByteArrayOutputStream();
    z.write(0);
    z.write(128);
    z.writeBytes("1234567812345678".getBytes(StandardCharsets.US_ASCII));
    for (BigInteger value : new BigInteger[] {A, B, G[0], G[1]}) {
      z.writeBytes(bytes(value));
    }
    z.write(publicKey, 1, 64);
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(Sm3.hash(z.toByteArray()));
    signed.writeBytes(message);
    return new BigInteger(1, Sm3.hash(signed.toByteArray()));
  }

  private static BigInteger[] times(BigInteger scalar, BigInteger[] point) {
    BigInteger[] sum = null;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      sum = scalar.testBit(bit) ? add(sum, point) : sum;
    }
    return sum;
  }

  private static BigInteger[] add(BigInteger[] a, BigInteger[] b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    boolean sameX = a[0].equals(b[0]);
    if (sameX && a[1].add(b[1]).mod(P).signum() == 0) {
      return null;
    }
    BigInteger slope =
        sameX
            ? a[0].pow(2)
                .multiply(BigInteger.valueOf(3))
                .add(A)
                .multiply(inverse(a[1].shiftLeft(1)))
            : b[1].subtract(a[1]).multiply(inverse(b[0].subtract(a[0])));
    BigInteger x = slope.pow(2).subtract(a[0]).subtract(b[0]).mod(P);
    return new BigInteger[] {x, slope.multiply(a[0].subtract(x)).subtract(a[1]).mod(P)};
  }

  private static BigInteger inverse(BigInteger value) {
    return value.mod(P).modInverse(P);
  }

  static byte[] bytes(BigInteger value) {
    byte[] all = value.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, all.length);
    System.arraycopy(all, all.length - length, fixed, 32 - length, length);
    return fixed;
  }
}
