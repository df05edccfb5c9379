package org.yima.healthcard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.code.CodeIssuer;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.PublishedKey;
import org.yima.healthcard.code.Region;
import org.yima.healthcard.code.RevocationIssuer;
import org.yima.healthcard.code.Scene;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.code.SigningKey;

/** README.md prints the example that is compiled here, and the example does what it says. */
class TerminalExampleTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Region REGION = new Region("330300");

  private final SecureRandom random = new SecureRandom();
  private final SigningKey key = SigningKey.ed25519(1, random.generateSeed(32));
  private final List<PublishedKey> published =
      List.of(key.publish(NOW.minusSeconds(60), NOW.plusSeconds(86_400)));

  @Test
  void theReadmePrintsWhatIsCompiled() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/org/yima/healthcard/TerminalExample.java"));
    int from = source.indexOf("  // example\n") + "  // example\n".length();
    String example = source.substring(from, source.indexOf("  // end of example"));
    assertThat(Files.readString(Path.of("README.md")))
        .contains("```java\n" + example.indent(-2) + "```\n");
    assertThat(example.lines().count()).isLessThanOrEqualTo(24);
  }

  private String decide(Instant at, Scenes scenes, Handle handle, Handle revoked) {
    String code =
        new CodeIssuer(key, REGION)
            .issue(CodeRequest.dynamic(handle, NOW, Duration.ofSeconds(60), scenes))
            .text();
    byte[] list =
        new RevocationIssuer(key, REGION)
            .issue(1, NOW, Duration.ofMinutes(10), List.of(revoked.hash()))
            .whole();
    return TerminalExample.decide(published, list, InstantSource.fixed(at), " " + code + "\r\n");
  }

  @Test
  void itDecides() {
    Handle handle = Handle.random(random);
    Handle other = Handle.random(random);
    assertThat(decide(NOW, Scenes.all(), handle, other)).isEqualTo("open the counter");
    assertThat(decide(NOW, Scenes.all(), handle, handle)).isEqualTo("refuse: REVOKED");
    assertThat(decide(NOW, Scenes.of(Scene.DESK), handle, other)).isEqualTo("refuse: WRONG_SCENE");
    assertThat(decide(NOW.plusSeconds(70), Scenes.all(), handle, other))
        .isEqualTo("ask for a fresh code");
    assertThat(decide(NOW.minusSeconds(9), Scenes.all(), handle, other))
        .isEqualTo("set this terminal's clock");
    assertThat(
            TerminalExample.decide(
                published, new byte[200], InstantSource.fixed(NOW), "11010519491231002X"))
        .isEqualTo("fetch the revocation list again");
  }
}
