package org.yima.platform;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;

/** The only sources of time and randomness; everything else has them injected. */
@ApplicationScoped
class TimeAndChance {

  @Produces
  @DefaultBean
  @Singleton
  Clock clock() {
    return Clock.system(ZoneId.of("Asia/Shanghai"));
  }

  @Produces
  @DefaultBean
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }
}
