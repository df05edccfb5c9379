package org.yima.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would break: a key id that an earlier key has had, a key that others can read. */
class CodeKeyRotationTest {
  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

  @TempDir Path folder;
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void publish() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys = "{\"keys\":[{\"keyId\":3},{\"keyId\":1}]}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/.well-known/health-card-keys.json",
        exchange -> {
          exchange.sendResponseHeaders(status, keys.length);
          try (var body = exchange.getResponseBody()) {
            body.write(keys);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private CodeKeyRotation rotation() {
    return new CodeKeyRotation(
        HttpClient.newHttpClient(),
        "http://localhost:" + server.getAddress().getPort(),
        Clock.fixed(NOW, ZoneOffset.UTC),
        new SecureRandom());
  }

  @Test
  void theNextKeyHasAnIdOfItsOwnAndSignsAfterTheOverlap() throws Exception {
    Path file = folder.resolve("code-key-4.pem");

    assertThat(rotation().next(folder, CodeKeySuite.ED25519, Duration.ofHours(24)))
        .containsExactly(
            "yima.card.keys.4.pem=" + file.toAbsolutePath(),
            "yima.card.keys.4.not-before=2026-11-02T08:00:00Z",
            "yima.card.keys.4.signs-from=2026-11-03T08:00:00Z");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    PrivateKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    assertThat(signature.sign()).hasSize(64);
  }

  /** One that leaked is published no more; a second key under its id would make its codes good. */
  @Test
  void theIdOfAKeyThatWasTakenOutIsNotGivenAgain() throws Exception {
    Path leaked = Files.writeString(folder.resolve("code-key-17.pem"), "a key");
    Files.writeString(folder.resolve("code-key-99.pem.bak"), "no key");

    assertThat(rotation().next(folder, CodeKeySuite.ED25519, Duration.ofHours(1)).get(0))
        .isEqualTo("yima.card.keys.18.pem=" + folder.resolve("code-key-18.pem").toAbsolutePath());
    assertThat(Files.readString(leaked)).isEqualTo("a key");
  }

  @Test
  void withoutThePublishedKeysThereIsNoNextOne() {
    status = 503;

    assertThatThrownBy(() -> rotation().next(folder, CodeKeySuite.ED25519, Duration.ofHours(1)))
        .isInstanceOf(SignIn.Refused.class);
    assertThat(folder).isEmptyDirectory();
  }
}
