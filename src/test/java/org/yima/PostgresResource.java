package org.yima;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.yima.local.LocalPostgres;

/**
 * A real PostgreSQL for the tests, started once and durable as in production, with fresh keys: no
 * secret lies in the repository.
 */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {
  private LocalPostgres postgres;
  private Path directory;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("yima-test");
      postgres = LocalPostgres.start(directory.resolve("postgres"), 0);
      return settings();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> settings() throws IOException, GeneralSecurityException {
    Map<String, String> settings = new HashMap<>();
    String address = postgres.host() + ":" + postgres.port() + "/yima";
    settings.put("quarkus.datasource.reactive.url", "postgresql://" + address);
    settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + address);
    settings.put("quarkus.datasource.username", "yima_server");
    settings.put("quarkus.datasource.password", secret());
    settings.put("quarkus.flyway.username", postgres.user());
    settings.put("quarkus.flyway.password", "postgres");
    settings.put("yima.crypto.current-key", "1");
    settings.put("yima.crypto.keys.1", secret());
    settings.put("yima.crypto.index-key", secret());
    settings.put("yima.access.signing-key-file", ecKeyFile("access").toString());
    return settings;
  }

  private static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A PKCS#8 PEM file with a fresh EC P-256 private key. */
  private Path ecKeyFile(String name) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return pem(name, "PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
  }

  private Path pem(String name, String label, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        directory.resolve(name + ".pem"),
        "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }

  @Override
  public void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }
}
