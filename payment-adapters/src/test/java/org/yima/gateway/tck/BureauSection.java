package org.yima.gateway.tck;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yima.gateway.Timeouts;
import org.yima.gateway.bureau.FsiProfile;
import org.yima.gateway.bureau.FsiSettings;
import org.yima.gateway.paymentcentre.CentreProfile;
import org.yima.gateway.paymentcentre.CentreSettings;
import org.yima.gateway.sm.Sm2SigningKey;
import org.yima.gateway.sm.Sm2VerificationKey;

/** One bureau with its payment centre, as both sides are told of it. */
public final class BureauSection {
  /** Speaks to the provider interface. */
  public static final String HOSPITAL = "H99010000001";

  /** Speaks to the payment centre. */
  public static final String MOBILE_HOSPITAL = "H99010000002";

  public static final String AREA = "990101";
  static final String APP_ID = "43AF047BBA47FC8A1AE8EFB232BDBBCB";
  static final String APP_SECRET = "4117E877F5FA0A0188891283E4B617D5";

  /** Another application of the same centre, with the same keys. */
  static final String ELSEWHERE = "43AF047BBA47FC8A1AE8EFB232BDBBCC";

  private static final Keys.Sm2 CENTRE = Keys.sm2();
  private static final Keys.Sm2 OURS = Keys.sm2();

  private BureauSection() {}

  /** For the sandbox's configuration. */
  public static Map<String, Object> of(Path folder, String notifyUrl) {
    return of(folder, notifyUrl, APP_ID);
  }

  static Map<String, Object> of(Path folder, String notifyUrl, String appId) {
    return Map.of(
        "paasid",
        "tck-paas",
        "token",
        "tck-token",
        "admdvs",
        AREA,
        "institutions",
        List.of(
            Map.of("code", HOSPITAL, "name", "第一医院"),
            Map.of("code", MOBILE_HOSPITAL, "name", "第二医院")),
        "mobilePay",
        Map.of(
            "appId", appId,
            "appSecret", APP_SECRET,
            "privateKeyFile", Keys.privatePem(folder, "centre.pem", CENTRE),
            "appPublicKeyFile", Keys.publicPem(folder, "centre-app.pem", OURS),
            "notifyUrl", notifyUrl));
  }

  /** Our key as a file, for other tools. */
  public static String writtenKey(Path folder) {
    return Keys.privatePem(folder, "ours.key", OURS);
  }

  /** The centre's public key as a file, for other tools. */
  public static String writtenCentreKey(Path folder) {
    return Keys.publicPem(folder, "centre.pub", CENTRE);
  }

  /** For the provider interface's adapter. */
  public static FsiSettings fsi(URI sandbox) {
    return fsi(sandbox, Timeouts.usual());
  }

  static FsiSettings fsi(URI sandbox, Timeouts calls) {
    return new FsiSettings(
        sandbox.resolve("/fsi/api/callFsiService/callService"),
        "tck-paas",
        "tck-token",
        FsiProfile.national(),
        calls);
  }

  /** For the payment centre's adapter. */
  public static CentreSettings centre(URI sandbox) {
    return centre(sandbox, APP_SECRET, CentreProfile.usual());
  }

  static CentreSettings centre(URI sandbox, String appId, Timeouts calls) {
    return centre(sandbox, appId, APP_SECRET, CentreProfile.usual(), calls);
  }

  /** With another secret or profile. */
  public static CentreSettings centre(URI sandbox, String secret, CentreProfile profile) {
    return centre(sandbox, APP_ID, secret, profile, Timeouts.usual());
  }

  private static CentreSettings centre(
      URI sandbox, String appId, String secret, CentreProfile profile, Timeouts calls) {
    return new CentreSettings(
        sandbox,
        appId,
        secret,
        Sm2SigningKey.of(OURS.pkcs8(), CentreSettings.USUAL_USER_ID),
        Sm2VerificationKey.of(CENTRE.spki(), CentreSettings.USUAL_USER_ID),
        profile,
        calls);
  }
}
