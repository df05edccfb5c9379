package org.yima.platform;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;

/** The only sources of time and randomness; everything else has them injected. */
@ApplicationScoped
class TimeAndChance {

  @Produces
  @DefaultBean
  @ApplicationScoped
  Clock clock() {
    return Clock.system(ZoneId.of("Asia/Shanghai"));
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  SecureRandom random() {
    return new SecureRandom();
  }
}
