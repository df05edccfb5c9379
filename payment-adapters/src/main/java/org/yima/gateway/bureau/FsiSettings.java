package org.yima.gateway.bureau;

import java.net.URI;
import org.yima.gateway.Timeouts;

/**
 * One bureau.
 *
 * @param endpoint the whole address of callService
 * @param paasid our name at the network gateway
 * @param token its secret
 */
public record FsiSettings(
    URI endpoint, String paasid, String token, FsiProfile profile, Timeouts timeouts) {
  @Override
  public String toString() {
    return "FsiSettings[" + endpoint + "]";
  }
}
