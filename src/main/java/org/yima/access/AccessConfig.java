package org.yima.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of sign-in. Keys have no default: the server does not start without its own. */
@ConfigMapping(prefix = "yima.access")
public interface AccessConfig {
  /** The address under which callers reach us: the audience of client assertions starts with it. */
  @WithDefault("http://localhost:8080")
  String baseUrl();

  /** The PKCS#8 PEM file with the EC P-256 key that signs access tokens. */
  Path signingKeyFile();

  /** Keys that signed earlier tokens, still accepted and published: PKCS#8 PEM files. */
  Optional<List<Path>> retiredKeyFiles();

  /** How long an access token lives. */
  @WithDefault("PT10M")
  Duration tokenLife();

  /** How long a sign-in lives that is never refreshed. */
  @WithDefault("P30D")
  Duration sessionLife();

  /** How long a one-time code lives. */
  @WithDefault("PT5M")
  Duration otpLife();

  /** How many wrong tries end a one-time code. */
  @WithDefault("5")
  int otpTries();

  /** The shortest pause between two one-time codes to one phone. */
  @WithDefault("PT60S")
  Duration otpPause();

  /** How many one-time codes one phone gets in 24 hours. */
  @WithDefault("10")
  int otpPerDay();

  /** The operator made at the first start, when there is none. */
  Optional<Bootstrap> bootstrap();

  /** A first operator. */
  interface Bootstrap {
    String login();

    String password();

    /** RFC 6238 secret in Base32. */
    String totpSecret();
  }
}
