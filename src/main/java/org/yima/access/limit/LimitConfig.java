package org.yima.access.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.yima.access.Rate;

/** Settings of the rate limits. */
@ConfigMapping(prefix = "yima.limits")
public interface LimitConfig {
  /** Whether calls are limited per network address. */
  @WithDefault("true")
  boolean networks();

  /** Whether calls are limited per caller. */
  @WithDefault("true")
  boolean callers();

  /**
   * The addresses or CIDR blocks of our own reverse proxies. From them alone X-Forwarded-For is
   * believed, read from its end up to the first address that is none of them.
   */
  Optional<List<String>> trustedProxies();

  /** How many networks and callers one server keeps in mind. */
  @WithDefault("100000")
  int kept();

  /** Limits other than the usual ones, by rate ({@code sign-in}, {@code one-time-code}, ...). */
  Map<Rate, PerMinute> rates();

  /** Calls per minute, which may also come all at once. */
  interface PerMinute {
    OptionalInt network();

    OptionalInt caller();
  }
}
