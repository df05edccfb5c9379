package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real PKCS#11 token behind the platform's provider: SoftHSM, where it is installed (Debian:
 * {@code softhsm2}). The token is found by an environment variable, so the part that speaks to it
 * runs in a process of its own.
 */
class TokenTest {
  private static final char[] PIN = "1234".toCharArray();

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
  void aTokenGuardsTheKeysOfBothSuites(@TempDir Path folder) throws Exception {
    assumeTrue(library().isPresent(), "SoftHSM is not installed: no PKCS#11 token is tried");
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Path settings = folder.resolve("softhsm2.conf");
    Files.writeString(settings, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    Path provider = folder.resolve("provider.cfg");
    Files.writeString(
        provider, "name = Codes\nlibrary = " + library().orElseThrow() + "\nslotListIndex = 0\n");
    String made =
        run(
            settings,
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "codes",
            "--pin",
            "1234",
            "--so-pin",
            "4321");
    assertThat(made).contains("initialized");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    String said = run(settings, java, "-cp", path, TokenTest.class.getName(), provider.toString());
    assertThat(said).contains("ED25519 genuine").contains("SM2_SM3 genuine");
  }

  private static String run(Path settings, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", settings.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  /** Makes a guard on the token, seals a key under it, signs in anew and opens it again. */
  public static void main(String[] arguments) throws Exception {
    Provider provider = Security.getProvider("SunPKCS11").configure(arguments[0]);
    KeyStore token = KeyStore.getInstance("PKCS11", provider);
    token.load(null, PIN);
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(256);
    token.setKeyEntry("guard", generator.generateKey(), null, null);
    SecretKey guard = (SecretKey) token.getKey("guard", null);
    if (guard.getEncoded() != null) {
      throw new IllegalStateException("the guard can be read out of the token");
    }
    for (Suite suite : Suite.values()) {
      byte[] secret = new byte[32];
      Arrays.fill(secret, (byte) 9);
      SecureRandom random = new SecureRandom();
      byte[] sealed = SealedKey.seal(suite, secret, guard, provider, random);
      SigningKey key = SealedKey.open(1, sealed, token.getKey("guard", null), provider, random);
      Instant now = Instant.parse("2026-11-21T08:00:00Z");
      Code code =
          new CodeIssuer(key, new Region("330300"))
              .issue(
                  CodeRequest.dynamic(
                      Handle.random(random), now, Duration.ofMinutes(1), Scenes.all()));
      KeySet keys = KeySet.of(List.of(key.publish(now, now.plusSeconds(60))));
      Verifier verifier =
          new Verifier(keys, RevocationList.empty(), InstantSource.fixed(now), Duration.ZERO);
      System.out.println(
          suite + (verifier.verify(code.text()).accepted() ? " genuine" : " refused"));
    }
  }
}
