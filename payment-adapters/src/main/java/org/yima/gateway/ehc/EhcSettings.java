package org.yima.gateway.ehc;

import java.net.URI;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Timeouts;

/**
 * One card platform.
 *
 * @param endpoint the whole address of business.do
 * @param appSecret 32 hexadecimal digits: the text goes into digests, the 16 bytes are the SM4 key
 * @param channel what verifications name as their channel
 * @param successes the codes of a success
 * @param refusals what the other codes mean; one that is missing is {@code OTHER}
 * @param signedAnswers whether answers carry a digest, which is then required
 */
public record EhcSettings(
    URI endpoint,
    String appId,
    String termId,
    String appSecret,
    String version,
    String channel,
    ZoneId zone,
    Set<String> successes,
    Map<String, DeclineReason> refusals,
    boolean signedAnswers,
    Timeouts timeouts) {
  private static final Pattern SECRET = Pattern.compile("[0-9A-Fa-f]{32}");

  public EhcSettings {
    successes = Set.copyOf(successes);
    refusals = Map.copyOf(refusals);
    if (!SECRET.matcher(appSecret).matches()) {
      throw new IllegalArgumentException("the app secret has 32 hexadecimal digits");
    }
  }

  /** The usual form of the interface; what its codes of refusals mean is in no public text. */
  public static EhcSettings usual(URI endpoint, String appId, String termId, String appSecret) {
    return new EhcSettings(
        endpoint,
        appId,
        termId,
        appSecret,
        "X.M.0.1",
        "0401",
        ZoneId.of("Asia/Shanghai"),
        Set.of("10", "00"),
        Map.of(),
        true,
        Timeouts.usual());
  }

  /** The same with other bounds. */
  public EhcSettings within(Timeouts other) {
    return new EhcSettings(
        endpoint,
        appId,
        termId,
        appSecret,
        version,
        channel,
        zone,
        successes,
        refusals,
        signedAnswers,
        other);
  }

  /** The same platform, with what its codes of refusals mean. */
  public EhcSettings refusing(Map<String, DeclineReason> codes) {
    return new EhcSettings(
        endpoint,
        appId,
        termId,
        appSecret,
        version,
        channel,
        zone,
        successes,
        codes,
        signedAnswers,
        timeouts);
  }

  @Override
  public String toString() {
    return "EhcSettings[" + endpoint + "]";
  }
}
