package org.yima.benchmarks.healthcard;

import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One bare signature or verification over as many bytes as a dynamic code signs. */
@State(Scope.Thread)
public class Bare {
  @Param({"BouncyCastle Ed25519", "JDK Ed25519", "BouncyCastle SM2", "Kona SM2 (native)"})
  String provider;

  private final byte[][] messages = Messages.bare();
  private final byte[][] signatures = new byte[Messages.COUNT][];
  private Signer signer;
  private int next;

  @Setup
  public void signAll() throws GeneralSecurityException {
    signer =
        switch (provider) {
          case "BouncyCastle Ed25519" -> new BouncyCastleEd25519();
          case "JDK Ed25519" -> Provided.ed25519();
          case "BouncyCastle SM2" -> new BouncyCastleSm2();
          case "Kona SM2 (native)" -> Provided.konaNative();
          default -> throw new IllegalArgumentException(provider);
        };
    for (int i = 0; i < Messages.COUNT; i++) {
      signatures[i] = signer.sign(messages[i]);
    }
  }

  @Benchmark
  public byte[] sign() throws GeneralSecurityException {
    return signer.sign(messages[next++ % Messages.COUNT]);
  }

  @Benchmark
  public boolean verify() throws GeneralSecurityException {
    int at = next++ % Messages.COUNT;
    if (!signer.verify(messages[at], signatures[at])) {
      throw new IllegalStateException("a genuine signature was refused");
    }
    return true;
  }
}
