package org.yima.gateway.paymentcentre;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.yima.gateway.Timeouts;
import org.yima.gateway.sm.Sm2SigningKey;
import org.yima.gateway.sm.Sm2VerificationKey;

/**
 * One application at one payment centre.
 *
 * @param baseUri before the functions' paths, without a closing slash
 * @param appId at least 16 ASCII characters
 * @param appSecret shared with the centre; the data's key follows from it and {@code appId}
 * @param ownKey signs what we say
 * @param centreKey the only key the centre may sign with
 */
public record CentreSettings(
    URI baseUri,
    String appId,
    String appSecret,
    Sm2SigningKey ownKey,
    Sm2VerificationKey centreKey,
    CentreProfile profile,
    Timeouts timeouts) {

  /** The id that GM/T 0009 names where nothing else is agreed. */
  public static final String USUAL_USER_ID = "1234567812345678";

  public CentreSettings {
    requireNonNull(ownKey, "ownKey");
    requireNonNull(centreKey, "centreKey");
    requireNonNull(profile, "profile");
    if (appId.length() < 16 || appSecret.isEmpty()) {
      throw new IllegalArgumentException("an appId has 16 characters or more, and a secret");
    }
  }

  @Override
  public String toString() {
    return "CentreSettings[" + baseUri + "]";
  }
}
