package org.yima.benchmarks.healthcard;

import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.yima.healthcard.code.Code;
import org.yima.healthcard.code.CodeIssuer;
import org.yima.healthcard.code.Suite;

/** A dynamic code from nothing to its text: handle drawn, written, signed, encoded. */
@State(Scope.Thread)
public class Issue {
  private final SecureRandom random = new SecureRandom();
  private final CodeIssuer ed25519 = Messages.issuer(Messages.key(Suite.ED25519));
  private final CodeIssuer sm2 = Messages.issuer(Messages.key(Suite.SM2_SM3));

  @Benchmark
  public Code ed25519() {
    return ed25519.issue(Messages.request(random));
  }

  @Benchmark
  public Code sm2() {
    return sm2.issue(Messages.request(random));
  }
}
