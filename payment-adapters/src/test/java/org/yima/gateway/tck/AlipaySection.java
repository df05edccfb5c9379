package org.yima.gateway.tck;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.gateway.Timeouts;
import org.yima.gateway.alipay.AlipaySettings;
import org.yima.gateway.wallet.Merchant;

/** One application at Alipay and an institution that lets it act, as both sides are told of it. */
public final class AlipaySection {

  public static final Merchant MERCHANT =
      new Merchant("2088000000000001", "2021000000000001", "2088000000000109", "202611BBtoken109");

  /** Another institution, of which only mixed orders are. */
  static final Merchant MIXED_MERCHANT =
      new Merchant("2088000000000001", "2021000000000001", "2088000000000208", "202611BBtoken208");

  /** The same institution that lets another application act, whose keys are the same. */
  static final Merchant ELSEWHERE =
      new Merchant(MERCHANT.provider(), "2021000000000002", MERCHANT.account(), MERCHANT.token());

  /** A third, that was opened for the national mobile payment. */
  static final Merchant PAYMENT_MERCHANT =
      new Merchant("2088000000000001", "2021000000000001", "2088000000000307", "202611BBtoken307");

  private static final KeyPair APP = Keys.rsa();
  private static final KeyPair ALIPAY = Keys.rsa();

  private AlipaySection() {}

  /** For the sandbox's configuration. */
  public static Map<String, Object> of(Path folder) {
    return Map.of(
        "appId", MERCHANT.application(),
        "appPublicKeyFile", Keys.publicPem(folder, "alipay-app.pem", APP),
        "privateKeyFile", Keys.privatePem(folder, "alipay.pem", ALIPAY),
        "merchants",
            List.of(
                merchant(MERCHANT, "2021000000000109"),
                merchant(MIXED_MERCHANT, "2021000000000208"),
                merchant(PAYMENT_MERCHANT, "2021000000000307")));
  }

  /** An institution as the other application knows it. */
  static Merchant elsewhere(Merchant merchant) {
    return new Merchant(
        merchant.provider(), ELSEWHERE.application(), merchant.account(), merchant.token());
  }

  /** For the other application. */
  static Map<String, Object> elsewhere(Path folder) {
    Map<String, Object> theirs = new HashMap<>(of(folder));
    theirs.put("appId", ELSEWHERE.application());
    return theirs;
  }

  private static Map<String, String> merchant(Merchant merchant, String authAppId) {
    return Map.of(
        "sellerId", merchant.account(),
        "authAppId", authAppId,
        "appAuthToken", merchant.token());
  }

  /** For a client of others: the same secrets, as text. */
  static Map<String, Object> outside(URI sandbox, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("base", sandbox.toString());
    all.put("appId", MERCHANT.application());
    all.put("seller", MERCHANT.account());
    all.put("token", MERCHANT.token());
    all.put("privateKey", Base64.getEncoder().encodeToString(APP.getPrivate().getEncoded()));
    all.put("alipayKey", Base64.getEncoder().encodeToString(ALIPAY.getPublic().getEncoded()));
    return all;
  }

  /** For the adapter. */
  public static AlipaySettings settings(URI sandbox) {
    return settings(sandbox, MERCHANT.application(), Timeouts.usual());
  }

  static AlipaySettings settings(URI sandbox, String application, Timeouts calls) {
    return new AlipaySettings(
        URI.create(sandbox + "/alipay/gateway.do"),
        application,
        APP.getPrivate(),
        ALIPAY.getPublic(),
        calls);
  }
}
