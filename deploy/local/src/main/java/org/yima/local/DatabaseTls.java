package org.yima.local;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the way to the database is protected, in libpq's words.
 *
 * @param rootCertificate PEM file of the authority; there exactly where the mode checks one
 */
record DatabaseTls(Mode mode, Optional<Path> rootCertificate) {
  static final DatabaseTls DISABLED = new DatabaseTls(Mode.DISABLE, Optional.empty());

  /** libpq's {@code sslmode}, less those that leave it to chance which way is taken. */
  enum Mode {
    DISABLE("disable"),
    /** Encrypted, with whomever: no protection against somebody in between. */
    REQUIRE("require"),
    VERIFY_CA("verify-ca"),
    VERIFY_FULL("verify-full");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    boolean verifies() {
      return this == VERIFY_CA || this == VERIFY_FULL;
    }

    private static Mode of(String text) {
      return Arrays.stream(values())
          .filter(mode -> mode.text.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new StartFailure(
                      "sslmode in --db is one of disable, require, verify-ca, verify-full"));
    }
  }

  /** Reads the query of an address; null is none. */
  static DatabaseTls parse(String query) {
    Optional<Mode> mode = Optional.empty();
    Optional<Path> certificate = Optional.empty();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      String value = parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
      switch (parts[0]) {
        case "sslmode" -> mode = Optional.of(Mode.of(value));
        case "sslrootcert" -> certificate = Optional.of(Path.of(value).toAbsolutePath());
        default ->
            throw new StartFailure(
                "--db knows the parameters sslmode and sslrootcert, and no other");
      }
    }
    Mode chosen = mode.orElse(certificate.isPresent() ? Mode.VERIFY_FULL : Mode.DISABLE);
    if (chosen.verifies() != certificate.isPresent()) {
      throw new StartFailure(
          chosen.verifies()
              ? "sslmode=" + chosen.text + " in --db needs sslrootcert, the authority's PEM file"
              : "sslrootcert in --db is used with sslmode=verify-ca or verify-full alone");
    }
    certificate
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> {
              throw new StartFailure("sslrootcert in --db cannot be read: " + file);
            });
    return new DatabaseTls(chosen, certificate);
  }

  /** For the JDBC driver, with the question mark. */
  String jdbcParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("sslmode", mode.text);
    rootCertificate.ifPresent(file -> parameters.put("sslrootcert", file.toString()));
    return parameters.entrySet().stream()
        .map(
            parameter ->
                parameter.getKey()
                    + "="
                    + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** For the server's reactive driver. */
  Map<String, String> reactiveProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("quarkus.datasource.reactive.postgresql.ssl-mode", mode.text);
    if (mode == Mode.REQUIRE) {
      properties.put("quarkus.datasource.reactive.trust-all", "true");
    }
    rootCertificate.ifPresent(
        file -> {
          properties.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
          properties.put(
              "quarkus.datasource.reactive.trust-certificate-pem.certs", file.toString());
        });
    properties.put(
        "quarkus.datasource.reactive.hostname-verification-algorithm",
        mode == Mode.VERIFY_FULL ? "HTTPS" : "NONE");
    return properties;
  }
}
