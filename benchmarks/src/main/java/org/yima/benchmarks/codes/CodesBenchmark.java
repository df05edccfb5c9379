package org.yima.benchmarks.codes;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.benchmarks.report.Figure;
import org.yima.benchmarks.report.Report;
import org.yima.benchmarks.world.World;

/** {@code benchmarks/run codes}: codes on the running server, beside an insert of one row. */
public final class CodesBenchmark {
  private static final int ROUNDS = 5;
  private static final int FEW_ROUNDS = 3;
  private static final String METHOD =
      """
      The packaged server with embedded PostgreSQL (fsync and synchronous commit on), the sandbox and the
      load generator on one machine. Real HTTP/1.1 over kept-alive connections, each of which sends its
      next call when the last is answered; 64 residents with a card each, 6 terminals of 3 hospitals that
      have a patient number for every one of them. It is warmed up by the same calls until they grow no
      faster, two minutes at most; then rounds of 3 s insert, 3 s issue, 3 s resolve; a figure is the median of its rounds, a ratio the median of the ratios within each round.
      Every resolve is of another code, issued seconds before. The limit is the simplest operation the
      server could have: the same gate (token proven, sign-in alive), one checked field, one insert that
      commits. It is in a build of the server that has this one operation more and is never deployed.
      The load generator's own work is in all of them. The note says what processor time one answer cost.
      SM2 is the same on a second, fresh server whose codes an SM2 key signs; it is reported without a goal.
      """;

  /** All calls come from one network and few callers, as in no deployment. */
  private static final Map<String, String> UNLIMITED =
      Map.of("yima.limits.networks", "false", "yima.limits.callers", "false");

  private CodesBenchmark() {}

  /** A second key, of the other suite, that signs. */
  private static Map<String, String> sm2() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    // Below the order of the SM2 group, whose first byte is FF.
    secret[0] &= 0x7F;
    Map<String, String> settings = new HashMap<>(UNLIMITED);
    settings.put("yima.card.current-key", "2");
    settings.put("yima.card.keys.2.suite", "SM2_SM3");
    settings.put("yima.card.keys.2.seed", Base64.getEncoder().encodeToString(secret));
    return settings;
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException, JOSEException {
    Path checkout = Path.of(System.getProperty("yima.home")).toAbsolutePath().normalize();
    List<Figure> figures = new ArrayList<>();
    try (World world = World.start(checkout, UNLIMITED)) {
      City city = City.settle(world, checkout);
      Trial.warmUp(world, city);
      figures.addAll(new Trial("Ed25519", 16, ROUNDS, true).run(world, city));
      figures.addAll(new Trial("Ed25519", 64, ROUNDS, true).run(world, city));
    }
    try (World world = World.start(checkout, sm2())) {
      City city = City.settle(world, checkout);
      Trial.warmUp(world, city);
      figures.addAll(new Trial("SM2", 16, FEW_ROUNDS, false).run(world, city));
    }
    new Report("codes", METHOD, figures).publish();
  }
}
