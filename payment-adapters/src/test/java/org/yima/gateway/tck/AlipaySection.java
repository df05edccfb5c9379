package org.yima.gateway.tck;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.yima.gateway.Timeouts;
import org.yima.gateway.alipay.AlipaySettings;
import org.yima.gateway.wallet.Merchant;

/** One application at Alipay and an institution that lets it act, as both sides are told of it. */
public final class AlipaySection {

  public static final Merchant MERCHANT =
      new Merchant("2088000000000001", "2021000000000001", "2088000000000109", "202611BBtoken109");

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
                Map.of(
                    "sellerId", MERCHANT.account(),
                    "authAppId", "2021000000000109",
                    "appAuthToken", MERCHANT.token())));
  }

  /** For the adapter. */
  public static AlipaySettings settings(URI sandbox) {
    return new AlipaySettings(
        URI.create(sandbox + "/alipay/gateway.do"),
        MERCHANT.application(),
        APP.getPrivate(),
        ALIPAY.getPublic(),
        Timeouts.usual());
  }
}
