package org.yima.benchmarks.healthcard;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.yima.healthcard.code.Scene;
import org.yima.healthcard.code.SigningKey;
import org.yima.healthcard.code.Suite;
import org.yima.healthcard.code.Verification;
import org.yima.healthcard.code.Verifier;

/** A text to its verdict: decoded, read, signature, time, revocation and scene checked. */
@State(Scope.Thread)
public class Verify {
  private final Series ed25519 = new Series(Messages.key(Suite.ED25519));
  private final Series sm2 = new Series(Messages.key(Suite.SM2_SM3));

  private static final class Series {
    private final Verifier verifier;
    private final List<String> codes;
    private int next;

    Series(SigningKey key) {
      verifier = Messages.verifier(key);
      codes = Messages.codes(key);
    }

    Verification verify() {
      Verification verdict = verifier.verify(codes.get(next++ % Messages.COUNT), Scene.REGISTER);
      if (!verdict.accepted()) {
        throw new IllegalStateException("a genuine code was refused: " + verdict.reason());
      }
      return verdict;
    }
  }

  @Benchmark
  public Verification ed25519() {
    return ed25519.verify();
  }

  @Benchmark
  public Verification sm2() {
    return sm2.verify();
  }
}
