package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.yima.gateway.Timeouts;

/**
 * One institution at its platform.
 *
 * @param base with its path ({@code …/api/medical/}), which ends with a slash
 * @param key what both sides sign with
 */
public record BosssoftSettings(
    URI base, String appId, String key, BosssoftProfile profile, Timeouts calls) {
  public BosssoftSettings {
    requireNonNull(appId, "appId");
    requireNonNull(profile, "profile");
    requireNonNull(calls, "calls");
    if (!base.getPath().endsWith("/") || key.isEmpty()) {
      throw new IllegalArgumentException("the address ends with a slash, and there is a key");
    }
  }

  @Override
  public String toString() {
    return "BosssoftSettings[" + base + ", " + appId + "]";
  }
}
