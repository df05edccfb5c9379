package org.yima.card.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.Code;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.code.SealedKey;
import org.yima.healthcard.code.Suite;

/**
 * The server's keys behind a real PKCS#11 token: SoftHSM, where it is installed (Debian: {@code
 * softhsm2}). How: a process of its own, as a server is, to which the token is added as an operator
 * adds one, by {@code java.security}, and which reads its keys from its configuration alone.
 */
class TokenKeysTest {
  private static final String PIN = "1234";
  private static final String PROVIDER = "SunPKCS11-Codes";

  private static Optional<Path> library() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst();
  }

  @Test
  void theServersKeysLieUnderAToken(@TempDir Path folder) throws Exception {
    assumeTrue(library().isPresent(), "SoftHSM is not installed: no PKCS#11 token is tried");
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Path settings =
        Files.writeString(
            folder.resolve("softhsm2.conf"),
            "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    Path token =
        Files.writeString(
            folder.resolve("token.cfg"),
            "name = Codes\nlibrary = " + library().orElseThrow() + "\nslotListIndex = 0\n");
    int installed =
        (int)
            IntStream.iterate(
                    1, i -> Security.getProperty("security.provider." + i) != null, i -> i + 1)
                .count();
    Path security =
        Files.writeString(
            folder.resolve("java.security"),
            "security.provider." + (installed + 1) + "=SunPKCS11 " + token + "\n");
    assertThat(
            run(
                0,
                settings,
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "codes",
                "--pin",
                PIN,
                "--so-pin",
                "4321"))
        .contains("initialized");

    assertThat(run(0, settings, server(security, folder, PIN)))
        .contains("ED25519 genuine")
        .contains("SM2_SM3 genuine");
    assertThat(run(1, settings, server(security, folder, "4711")))
        .contains("yima.card.keys.", "CKR_PIN_INCORRECT");
  }

  private static String[] server(Path security, Path folder, String pin) {
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Djava.security.properties=" + security,
      "-cp",
      System.getProperty("java.class.path"),
      TokenKeysTest.class.getName(),
      folder.toString(),
      pin
    };
  }

  private static String run(int exit, Path settings, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", settings.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(exit);
    return said;
  }

  /**
   * Seals a key of each suite under a guard on the token, and starts a server's keys with both;
   * with another PIN than the token's it only starts them.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SecureRandom random = new SecureRandom();
    Map<Integer, Suite> suites = Map.of(1, Suite.ED25519, 2, Suite.SM2_SM3);
    if (!arguments[1].equals(PIN)) {
      System.out.println(keys(folder, 1, arguments[1]).current().keyId());
    }
    KeyStore token = KeyStore.getInstance("PKCS11", PROVIDER);
    token.load(null, PIN.toCharArray());
    KeyGenerator generator = KeyGenerator.getInstance("AES", PROVIDER);
    generator.init(256);
    token.setKeyEntry("guard", generator.generateKey(), null, null);
    SecretKey guard = (SecretKey) token.getKey("guard", null);
    for (Map.Entry<Integer, Suite> key : suites.entrySet()) {
      byte[] secret = new byte[32];
      secret[31] = key.getKey().byteValue();
      Files.write(
          folder.resolve(key.getKey() + ".sealed"),
          SealedKey.seal(key.getValue(), secret, guard, token.getProvider(), random));
    }
    for (int current : List.of(1, 2)) {
      CodeKeys keys = keys(folder, current, PIN);
      Code code =
          keys.issuer()
              .issue(
                  CodeRequest.dynamic(
                      Handle.random(random),
                      Clock.systemUTC().instant(),
                      Duration.ofMinutes(1),
                      Scenes.all()));
      boolean genuine = keys.verifier().verify(code.text()).accepted();
      System.out.println(keys.current().suite() + (genuine ? " genuine" : " refused"));
    }
  }

  private static CodeKeys keys(Path folder, int current, String pin) {
    SmallRyeConfigBuilder config =
        new SmallRyeConfigBuilder()
            .withMapping(CardConfig.class)
            .withDefaultValue("yima.card.region", "990100")
            .withDefaultValue("yima.card.current-key", Integer.toString(current));
    for (int id : List.of(1, 2)) {
      String key = "yima.card.keys." + id;
      config
          .withDefaultValue(key + ".sealed", folder.resolve(id + ".sealed").toString())
          .withDefaultValue(key + ".store.type", "PKCS11")
          .withDefaultValue(key + ".store.provider", PROVIDER)
          .withDefaultValue(key + ".store.password", pin)
          .withDefaultValue(key + ".store.alias", "guard");
    }
    return new CodeKeys(
        config.build().getConfigMapping(CardConfig.class), new SecureRandom(), Clock.systemUTC());
  }
}
