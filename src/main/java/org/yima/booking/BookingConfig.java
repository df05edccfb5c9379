package org.yima.booking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of booking. */
@ConfigMapping(prefix = "yima.booking")
public interface BookingConfig {
  /** How long a number is held unpaid. */
  @WithDefault("PT15M")
  Duration holdLife();

  /** How long a hold outlives its time while its bill is just being paid. */
  @WithDefault("PT5M")
  Duration payingGrace();

  /** How long the hospital has to confirm; then the appointment is cancelled and refunded. */
  @WithDefault("PT30M")
  Duration confirmWithin();

  /** How many appointments one person may have on one day. */
  @WithDefault("4")
  int perDay();

  /** How many of them in one department. */
  @WithDefault("2")
  int perDepartment();

  /** How long the person's claim waits for the number; afterwards it is given back. */
  @WithDefault("PT60S")
  Duration claimLease();
}
