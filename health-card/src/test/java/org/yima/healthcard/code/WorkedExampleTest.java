package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Reproduces the worked example of FORMAT.md from its inputs and compares it with what the document
 * prints.
 */
class WorkedExampleTest {
  private final String document = read();

  private static String read() {
    try {
      return Files.readString(Path.of("FORMAT.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a line like {@code name: `value`}. */
  private String printed(String name) {
    Matcher line = Pattern.compile("(?m)^- " + name + ": `([^`]*)`").matcher(document);
    assertThat(line.find()).as(name).isTrue();
    return line.group(1);
  }

  @Test
  void theDocumentPrintsWhatTheLibraryIssues() {
    SigningKey key =
        SigningKey.ed25519(
            Integer.parseInt(printed("key id")), HexFormat.of().parseHex(printed("private key")));
    CodeRequest request =
        new CodeRequest(
            CodeKind.DYNAMIC,
            new Handle(Bytes.ofHex(printed("handle"))),
            Instant.parse(printed("issue time")),
            Duration.ofSeconds(Long.parseLong(printed("validity in seconds"))),
            Scenes.of(Scene.REGISTER, Scene.DESK, Scene.CASHIER),
            List.of(new Extension(0x20, Bytes.ofHex(printed("extension 32")))));
    Code code = new CodeIssuer(key, new Region(printed("region"))).issue(request);

    assertThat(code.text()).isEqualTo(printed("text"));
    assertThat(key.publicKey().hex()).isEqualTo(printed("public key"));
    assertThat(HexFormat.of().formatHex(Sample.body(code.content()))).isEqualTo(printed("body"));
    assertThat(Sample.bytes(code.text()))
        .isEqualTo(HexFormat.of().parseHex(printed("body") + printed("signature")));
    assertThat(code.content().handle().hash().hex()).isEqualTo(printed("handle hash"));
    KeySet keys = KeySet.of(List.of(key.publish(Sample.YEAR_START, Sample.YEAR_END)));
    assertThat(Sample.verifierAt(code.content().issuedAt(), keys).verify(printed("text")))
        .isEqualTo(new Verification.Genuine(code.content()));
  }
}
