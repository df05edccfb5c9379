package org.yima.gateway.tck;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.gateway.Timeouts;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wechat.WechatSettings;

/** One WeChat account, as both sides are told of it. */
public final class WechatSection {

  static final Merchant MERCHANT = Merchant.of("1900000001", "wx8888888888888888", "1900000109");

  /** Another institution of the same provider, for orders of insurance and cash. */
  static final Merchant MIXED_MERCHANT =
      Merchant.of(MERCHANT.provider(), MERCHANT.application(), "1900000110");

  /** The same merchant number, with the same keys, of another provider and its application. */
  static final Merchant ELSEWHERE =
      Merchant.of("1900000002", "wx9999999999999999", MERCHANT.account());

  private static final KeyPair PLATFORM = Keys.rsa();
  private static final KeyPair OURS = Keys.rsa();
  private static final String PLATFORM_KEY_ID = "PUB_KEY_ID_0119000000012026";
  private static final String SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
  private static final String API_V3_KEY = "0123456789abcdef0123456789ABCDEF";

  private WechatSection() {}

  /** For the sandbox's configuration. */
  public static Map<String, Object> of(Path folder) {
    return Map.of(
        "spMchid", MERCHANT.provider(),
        "spAppid", MERCHANT.application(),
        "appSecret", "app-secret",
        "apiV3Key", API_V3_KEY,
        "platformPrivateKeyFile", Keys.privatePem(folder, "wechat-platform.pem", PLATFORM),
        "platformPublicKeyId", PLATFORM_KEY_ID,
        "merchantSerial", SERIAL,
        "merchantPublicKeyFile", Keys.publicPem(folder, "wechat-merchant.pem", OURS),
        "subMchids", List.of(MERCHANT.account(), MIXED_MERCHANT.account()));
  }

  /** An institution as the other provider knows it. */
  static Merchant elsewhere(Merchant merchant) {
    return Merchant.of(ELSEWHERE.provider(), ELSEWHERE.application(), merchant.account());
  }

  /** The same wallet with the same keys, for the other provider. */
  static Map<String, Object> elsewhere(Path folder) {
    Map<String, Object> theirs = new HashMap<>(of(folder));
    theirs.put("spMchid", ELSEWHERE.provider());
    theirs.put("spAppid", ELSEWHERE.application());
    return theirs;
  }

  /** For a client of others, with what else it is to know. */
  public static Map<String, Object> outside(URI sandbox, Map<String, ?> more) {
    Map<String, Object> its = new HashMap<>(more);
    its.put("base", sandbox.toString());
    its.put("spMchid", MERCHANT.provider());
    its.put("spAppid", MERCHANT.application());
    its.put("subMchid", MERCHANT.account());
    its.put("serial", SERIAL);
    its.put("privateKey", Keys.pem("PRIVATE KEY", OURS.getPrivate().getEncoded()));
    its.put("platformKeyId", PLATFORM_KEY_ID);
    its.put("platformKey", Keys.pem("PUBLIC KEY", PLATFORM.getPublic().getEncoded()));
    its.put("apiV3Key", API_V3_KEY);
    return its;
  }

  /** For the adapter. */
  public static WechatSettings settings(URI sandbox) {
    return settings(sandbox, MERCHANT.provider(), Timeouts.usual());
  }

  static WechatSettings settings(URI sandbox, String provider, Timeouts calls) {
    return new WechatSettings(
        sandbox,
        provider,
        SERIAL,
        OURS.getPrivate(),
        PLATFORM_KEY_ID,
        PLATFORM.getPublic(),
        API_V3_KEY,
        calls,
        Timeouts.usual());
  }
}
