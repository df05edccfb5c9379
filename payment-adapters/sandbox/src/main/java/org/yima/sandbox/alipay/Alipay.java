package org.yima.sandbox.alipay;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Route;

/** The gateway's one address. */
public final class Alipay {
  static final String CHANNEL = "alipay";

  private final AlipayDoor door;
  private final AlipayPayers payers;

  public Alipay(SandboxConfig.Alipay config, Clock clock, SecureRandom random) {
    door = new AlipayDoor(config, clock);
    payers = new AlipayPayers(door, random);
  }

  /** Faults know a call by its method's name. */
  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            List.of("", "alipay", "gateway.do"),
            CHANNEL,
            call -> door.parameters(call).getOrDefault("method", "-"),
            door,
            payers::answer));
  }

  /** The payers, for the control API. */
  public PayerChannel payers() {
    return payers;
  }
}
