package org.yima.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would break: the server refuses an assertion that is not exactly so. */
class SignInTest {
  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
  private final SignIn signIn =
      new SignIn(
          HttpClient.newHttpClient(), "http://localhost:1", Clock.fixed(NOW, ZoneOffset.UTC));

  @TempDir Path folder;

  @Test
  void theAssertionNamesClientAudienceAndAShortLifeAndItsKeyVerifies() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Path file =
        Files.writeString(
            folder.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    SignedJWT jwt = SignedJWT.parse(signIn.assertion("cli_1", file));
    assertThat(jwt.verify(new ECDSAVerifier((ECPublicKey) pair.getPublic()))).isTrue();
    assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("cli_1");
    assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("cli_1");
    assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("http://localhost:1/v1/token");
    assertThat(jwt.getJWTClaimsSet().getExpirationTime().toInstant())
        .isEqualTo(NOW.plusSeconds(55));
    assertThat(jwt.getJWTClaimsSet().getJWTID())
        .isNotEqualTo(
            SignedJWT.parse(signIn.assertion("cli_1", file)).getJWTClaimsSet().getJWTID());
  }

  @Test
  void whatIsNoKeyIsRefusedInWords() throws IOException {
    Path file = Files.writeString(folder.resolve("no.pem"), "hello");
    assertThatThrownBy(() -> signIn.assertion("cli_1", file))
        .isInstanceOf(SignIn.Refused.class)
        .hasMessageContaining("no.pem");
  }

  @Test
  void anotherCurveIsRefusedInWords() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    Path file =
        Files.writeString(
            folder.resolve("p384.pem"),
            Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded()));
    assertThatThrownBy(() -> signIn.assertion("cli_1", file))
        .isInstanceOf(SignIn.Refused.class)
        .hasMessageContaining("p384.pem");
  }
}
