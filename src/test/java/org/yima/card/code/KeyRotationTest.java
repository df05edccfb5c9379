package org.yima.card.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.Code;
import org.yima.healthcard.code.CodeKind;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.PublishedKey;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.RevocationReader;
import org.yima.healthcard.code.RevocationReading;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.code.SealedKey;
import org.yima.healthcard.code.Suite;
import org.yima.healthcard.code.Verification.Reason;
import org.yima.healthcard.code.Verifier;

/** Keys from wherever they lie, and one that takes over from another while everything runs. */
class KeyRotationTest {
  private static final Instant NOON = Instant.parse("2026-11-21T04:00:00Z");
  private static final String SEED = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String OTHER_SEED =
      Base64.getEncoder()
          .encodeToString("another key, thirty-two bytes...".getBytes(StandardCharsets.UTF_8));
  private static final Duration SKEW = Duration.ofSeconds(2);
  private static final String PASSWORD = "only-of-this-test";

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private Instant now = NOON;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneId.of("Asia/Shanghai");
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }
      };

  private CodeKeys keys(Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(Map.of("yima.card.region", "990100", "yima.card.current-key", "1"));
    settings.forEach((key, value) -> all.put("yima.card.keys." + key, value));
    CardConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(CardConfig.class)
            .withDefaultValues(all)
            .build()
            .getConfigMapping(CardConfig.class);
    return new CodeKeys(config, random, clock);
  }

  private Code printed(CodeKeys keys) {
    return keys.issuer()
        .issue(
            new CodeRequest(
                CodeKind.STATIC,
                Handle.random(random),
                now,
                Duration.ofDays(30),
                Scenes.all(),
                List.of()));
  }

  private Path pem(String name, byte[] pkcs8) throws IOException {
    String text =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pkcs8)
            + "\n-----END PRIVATE KEY-----\n";
    return Files.writeString(folder.resolve(name), text);
  }

  /** After a rotation: the old key and its settings are gone, and one setting still names it. */
  @Test
  void aServerStartsWithoutTheKeyThatWasBefore() {
    Map<String, String> next = new HashMap<>(Map.of("2.seed", SEED, "3.seed", OTHER_SEED));
    next.put("2.signs-from", NOON.minusSeconds(3600).toString());
    next.put("3.signs-from", NOON.plusSeconds(3600).toString());

    assertThat(printed(keys(next)).content().keyId()).isEqualTo(2);

    next.put("2.signs-from", NOON.plusSeconds(1).toString());
    assertThatThrownBy(() -> keys(next)).hasMessage("yima.card.current-key names no key");
    next.remove("2.signs-from");
    next.remove("3.signs-from");
    assertThatThrownBy(() -> keys(next)).hasMessage("yima.card.current-key names no key");
  }

  @Test
  void aKeyTakesOverAtItsHourWhileAllCodesStayGood() throws IOException, GeneralSecurityException {
    byte[] next =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    CodeKeys keys =
        keys(
            Map.of(
                "1.seed",
                SEED,
                "2.pem",
                pem("next.pem", next).toString(),
                "2.not-before",
                NOON.toString(),
                "2.signs-from",
                NOON.plusSeconds(3600).toString()));
    // What a terminal fetched before the hour: it knows the key that does not sign yet.
    KeySet fetched = keys.keySet();
    Code before = printed(keys);

    now = NOON.plusSeconds(3600);
    Code after = printed(keys);

    assertThat(before.content().keyId()).isEqualTo(1);
    assertThat(after.content().keyId()).isEqualTo(2);
    Verifier offline = new Verifier(fetched, RevocationList.empty(), clock, Duration.ZERO);
    for (Code code : List.of(before, after)) {
      assertThat(keys.verifier().verify(code.text()).reason()).isEqualTo(Reason.GENUINE);
      assertThat(offline.verify(code.text()).reason()).isEqualTo(Reason.GENUINE);
    }
    byte[] list =
        keys.lists(keys.current().keyId())
            .issue(1, now, Duration.ofMinutes(15), Set.of(before.content().handle().hash()))
            .whole();
    RevocationReading read = new RevocationReader(fetched).read(list, RevocationList.empty());
    assertThat(((RevocationReading.Current) read).list().statement().orElseThrow().keyId())
        .isEqualTo(2);
  }

  /**
   * To the suite that the rules demand, and back: each time with the key and the lines that the
   * command gives, while the codes of the keys before stay good online and without network.
   */
  @Test
  void theCommandsKeysGoFromSuiteToSuiteAndBack() throws IOException, InterruptedException {
    // A code lives for thirty days: the first is printed by the machine's clock too.
    now = Instant.now();
    Map<String, String> settings = new HashMap<>(Map.of("1.seed", SEED));
    List<Code> printed = new ArrayList<>();
    printed.add(printed(keys(settings)));
    for (String suite : List.of("SM2", "ED25519")) {
      settings.putAll(rotated(keys(settings).keySet(), suite));
      // The command's clock is the machine's: it is a new key's hour a second after that.
      now = Instant.now().plusSeconds(1);
      KeySet fetched = keys(settings).keySet();
      CodeKeys keys = keys(settings);
      printed.add(printed(keys));
      Verifier offline = new Verifier(fetched, RevocationList.empty(), clock, SKEW);
      for (Code code : printed) {
        assertThat(keys.verifier().verify(code.text()).reason()).isEqualTo(Reason.GENUINE);
        assertThat(offline.verify(code.text()).reason()).isEqualTo(Reason.GENUINE);
      }
    }

    assertThat(keys(settings).keySet().keys())
        .extracting(PublishedKey::suite)
        .containsExactly(Suite.ED25519, Suite.SM2_SM3, Suite.ED25519);
    assertThat(printed).extracting(code -> code.content().keyId()).containsExactly(1, 2, 3);
  }

  /** The lines that {@code ./yima rotate-code-key} prints, where these keys are published. */
  private Map<String, String> rotated(KeySet published, String suite)
      throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys =
        new ObjectMapper().findAndRegisterModules().writeValueAsBytes(KeySetView.of(published));
    server.createContext(
        "/.well-known/health-card-keys.json",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          try (var body = exchange.getResponseBody()) {
            body.write(keys);
          }
        });
    server.start();
    try {
      Process command =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "org.yima.cli.Yima",
                  "rotate-code-key",
                  "--base-url",
                  "http://127.0.0.1:" + server.getAddress().getPort(),
                  "--folder",
                  folder.toString(),
                  "--suite",
                  suite,
                  "--overlap",
                  "PT0S")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String lines = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(command.waitFor()).isZero();
      return lines
          .lines()
          .map(line -> line.replaceFirst("^yima\\.card\\.keys\\.", "").split("=", 2))
          .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anOldKeyIsPublishedUntilItsLastCodeHasDied() {
    Map<String, String> rotated =
        Map.of(
            "1.seed",
            SEED,
            "1.not-after",
            "2026-11-22T00:00:00Z",
            "2.seed",
            Base64.getEncoder()
                .encodeToString(
                    "another-key-of-thirty-two-bytes!".getBytes(StandardCharsets.US_ASCII)),
            "2.signs-from",
            "2026-11-21T04:30:00Z");
    Code old = printed(keys(rotated));
    now = Instant.parse("2026-11-25T00:00:00Z");

    assertThat(keys(rotated).verifier().verify(old.text()).reason()).isEqualTo(Reason.GENUINE);

    now = Instant.parse("2029-11-30T00:00:00Z");
    Map<String, String> later = new HashMap<>(rotated);
    CodeKeys afterwards = keys(later, 2);
    assertThat(afterwards.keySet().keys()).extracting(PublishedKey::keyId).containsExactly(2);
  }

  private CodeKeys keys(Map<String, String> settings, int current) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "yima.card.region", "990100", "yima.card.current-key", Integer.toString(current)));
    settings.forEach((key, value) -> all.put("yima.card.keys." + key, value));
    return new CodeKeys(
        new SmallRyeConfigBuilder()
            .withMapping(CardConfig.class)
            .withDefaultValues(all)
            .build()
            .getConfigMapping(CardConfig.class),
        random,
        clock);
  }

  @Test
  void aKeyComesFromAPkcs12File() throws IOException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "Ed25519",
                "-alias",
                "codes",
                "-dname",
                "CN=codes",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    Map<String, String> stored =
        Map.of(
            "1.store.file",
            file.toString(),
            "1.store.alias",
            "codes",
            "1.store.password",
            PASSWORD);

    CodeKeys keys = keys(stored);

    assertThat(keys.verifier().verify(printed(keys).text()).reason()).isEqualTo(Reason.GENUINE);
    Map<String, String> wrong = new HashMap<>(stored);
    wrong.put("1.store.password", "another");
    assertThatThrownBy(() -> keys(wrong)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKeyLiesSealedUnderAGuard() throws IOException, GeneralSecurityException {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    SecretKey guard = new SecretKeySpec(secret, "AES");
    KeyStore guards = KeyStore.getInstance("PKCS12");
    guards.load(null, null);
    guards.setEntry(
        "guard",
        new KeyStore.SecretKeyEntry(guard),
        new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    Path store = folder.resolve("guards.p12");
    try (var out = Files.newOutputStream(store)) {
      guards.store(out, PASSWORD.toCharArray());
    }
    byte[] sealed =
        SealedKey.seal(
            Suite.ED25519,
            new byte[32],
            guard,
            Cipher.getInstance("AES/GCM/NoPadding").getProvider(),
            random);
    Path file = Files.write(folder.resolve("code-key.sealed"), sealed);

    CodeKeys keys =
        keys(
            Map.of(
                "1.sealed",
                file.toString(),
                "1.store.provider",
                guards.getProvider().getName(),
                "1.store.file",
                store.toString(),
                "1.store.alias",
                "guard",
                "1.store.password",
                PASSWORD));

    assertThat(keys.current().publicKey())
        .isEqualTo(keys(Map.of("1.seed", SEED)).current().publicKey());
  }

  @Test
  void aKeyThatMaySignBeforeItIsPublishedIsRefused() {
    assertThatThrownBy(
            () ->
                keys(
                    Map.of(
                        "1.seed",
                        SEED,
                        "2.seed",
                        SEED,
                        "2.not-before",
                        NOON.toString(),
                        "2.signs-from",
                        NOON.minusSeconds(1).toString())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys(Map.of("1.suite", "ED25519")))
        .isInstanceOf(IllegalStateException.class);
  }
}
