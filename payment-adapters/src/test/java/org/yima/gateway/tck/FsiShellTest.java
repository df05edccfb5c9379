package org.yima.gateway.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.bureau.FsiMedicalInsurance;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.peer.Peer;

/**
 * The provider interface as a hospital's shell would speak it: the envelope is written out by hand,
 * {@code sha256sum} signs and {@code curl} sends. Both our ends are held to it.
 */
@ExtendWith(OutsideCheck.Kept.class)
class FsiShellTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGNATURE =
      "printf %s \"$1$2$3$1\" | sha256sum | cut -c1-64 | tr a-f A-F";

  /** Address, token, number, message, input. */
  private static final String SCRIPT =
      """
      sign() { %s; }
      T=$(date +%%s); N=nonce$4; M=%s; A=%s
      printf '{"infno":"%%s","msgid":"%%s","mdtrtarea_admvs":"%%s","insuplc_admdvs":"%%s",' $3 $4 $A $A > body
      printf '"recer_sys_code":"his","infver":"V1.0","opter_type":"1","opter":"1","opter_name":"1",' >> body
      printf '"sign_no":"","inf_time":"%%s",' "$(TZ=Asia/Shanghai date '+%%Y-%%m-%%d %%H:%%M:%%S')" >> body
      printf '"fixmedins_code":"%%s","fixmedins_name":"h","input":%%s}' $M "$5" >> body
      curl -s --noproxy '*' --max-time 60 $1/fsi/api/callFsiService/callService \
        -H 'Content-Type: application/json' -H 'x-tif-paasid: tck-paas' -H "x-tif-timestamp: $T" \
        -H "x-tif-nonce: $N" -H "x-tif-signature: $(sign $T $2 $N)" --data-binary @body
      """
          .formatted(SIGNATURE, BureauSection.HOSPITAL, BureauSection.AREA);

  private static final String SIGN_IN =
      "{\"signIn\":{\"opter_no\":\"1\",\"mac\":\"1\",\"ip\":\"127.0.0.1\"}}";

  @TempDir Path folder;
  private SandboxWorld world;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(hasTools(), "SKIPPED: there is no shell with curl and sha256sum here");
    world =
        SandboxWorld.start(folder, Map.of("bureau", BureauSection.of(folder, "http://x.test/")));
  }

  @AfterEach
  void stop() {
    if (world != null) {
      world.close();
    }
  }

  private boolean hasTools() throws Exception {
    try {
      return run("command -v curl sha256sum cut tr date").exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private Process run(String script, String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("sh", "-c", script, "sh"), Arrays.stream(arguments))
                    .toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process;
  }

  private String said(String script, String... arguments) throws Exception {
    Process done = run(script, arguments);
    String said = Files.readString(folder.resolve("said"), UTF_8);
    assertThat(done.exitValue()).as(said).isZero();
    return said.strip();
  }

  private JsonNode asked(String token, String number, String message, String input)
      throws Exception {
    return JSON.readTree(said(SCRIPT, world.uri().toString(), token, number, message, input));
  }

  private static String message(int number) {
    return BureauSection.HOSPITAL + "20261121090000%04d".formatted(number);
  }

  @Test
  void aSignInIsTakenUnderTheRightSignatureOnly() throws Exception {
    JsonNode done = asked("tck-token", "9001", message(9001), SIGN_IN);
    assertThat(done.path("infcode").asText()).isEqualTo("0");
    assertThat(done.at("/output/signinoutb/sign_no").asText()).isNotEmpty();
    JsonNode refused = asked("other-token", "9001", message(9002), SIGN_IN);
    assertThat(refused.path("infcode").asText()).isNotEqualTo("0");
    assertThat(refused.at("/output/signinoutb/sign_no").asText()).isEmpty();
  }

  /** What the shell had reversed is refused to the adapter, and nothing is settled. */
  @Test
  void aReversalOfWhatNobodyKnowsBarsIt() throws Exception {
    String person =
        world
            .control("insured", Map.of("idNumber", "990101199001010019", "name", "甲"))
            .path("psnNo")
            .asText();
    FsiVisits visits = new FsiVisits(world, "990101199001010019", "甲", "");
    BureauCall lost = visits.call("2207SHELL1");
    JsonNode done =
        asked(
            "tck-token",
            "2601",
            message(9003),
            "{\"data\":{\"psn_no\":\"%s\",\"omsgid\":\"%s\",\"oinfno\":\"2207\"}}"
                .formatted(person, lost.msgid()));
    assertThat(done.path("infcode").asText()).as("%s", done).isEqualTo("0");
    assertThat(visits.settle("SHELL1"))
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined -> assertThat(declined.reason()).isEqualTo(DeclineReason.CLOSED));
    assertThat(visits.settleAndShow("SHELL2")).as("another").isTrue();
    assertThat(world.balance("bureau", "institution:" + BureauSection.HOSPITAL))
        .isEqualTo(FsiVisits.FUND);
  }

  @Test
  void theAdapterSignsAsTheShellDoes() throws Exception {
    try (Peer peer =
        new Peer(request -> new Peer.Reply(200, Map.of(), "{\"infcode\":0,\"output\":{}}"))) {
      FsiMedicalInsurance bureau =
          new FsiMedicalInsurance(
              BureauSection.fsi(peer.uri()), InstantSource.system(), new SecureRandom());
      assertThat(
              bureau
                  .signIn(
                      new FsiVisits(world, "990101199001010019", "甲", "").call("9001"),
                      "1",
                      "127.0.0.1")
                  .isFinal())
          .isFalse();
      Peer.Request sent = peer.last();
      assertThat(sent.header("x-tif-signature"))
          .hasSize(64)
          .isEqualTo(
              said(
                  SIGNATURE,
                  sent.header("x-tif-timestamp"),
                  "tck-token",
                  sent.header("x-tif-nonce")));
    }
  }
}
