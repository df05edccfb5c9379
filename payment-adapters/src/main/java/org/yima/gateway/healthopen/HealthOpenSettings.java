package org.yima.gateway.healthopen;

import java.net.URI;
import java.time.ZoneId;
import java.util.Map;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Timeouts;

/**
 * One application at the platform.
 *
 * @param baseUri scheme, host and port, live {@code https://p-healthopen.tengmed.com}
 * @param hospitalId our number there
 * @param channel {@code channelNum}: 0 official account, 1 mini program, 3 face, 4 scan
 * @param cardChannel what verifications name as their channel, 0401 for a service account
 * @param refusals what result codes mean; one that is missing is {@code OTHER}
 */
public record HealthOpenSettings(
    URI baseUri,
    String appId,
    String appSecret,
    String hospitalId,
    int channel,
    String cardChannel,
    ZoneId zone,
    Map<String, DeclineReason> refusals,
    Timeouts timeouts) {

  public HealthOpenSettings {
    refusals = Map.copyOf(refusals);
  }

  /**
   * The usual form of the interface; what its codes of refusals mean is in no public text. Without
   * the one for a token that is refused ({@link DeclineReason#CREDENTIALS_REFUSED}) a token is kept
   * until its time is over.
   */
  public static HealthOpenSettings usual(
      URI baseUri, String appId, String appSecret, String hospitalId) {
    return new HealthOpenSettings(
        baseUri,
        appId,
        appSecret,
        hospitalId,
        0,
        "0401",
        ZoneId.of("Asia/Shanghai"),
        Map.of(),
        Timeouts.usual());
  }

  /** The same with other bounds. */
  public HealthOpenSettings within(Timeouts other) {
    return new HealthOpenSettings(
        baseUri, appId, appSecret, hospitalId, channel, cardChannel, zone, refusals, other);
  }

  /** The same platform, with what its codes of refusals mean. */
  public HealthOpenSettings refusing(Map<String, DeclineReason> codes) {
    return new HealthOpenSettings(
        baseUri, appId, appSecret, hospitalId, channel, cardChannel, zone, codes, timeouts);
  }

  @Override
  public String toString() {
    return "HealthOpenSettings[" + baseUri + "]";
  }
}
