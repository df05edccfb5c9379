package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/** Names and secrets that the server and the sandbox must agree on. */
final class Gateways {
  static final String MERCHANT_SERIAL = "7132D72A03E93CDDF8C03BBD1F37EEDF03AAAAAA";
  static final String PLATFORM_KEY_ID = "PUB_KEY_ID_0119000000012026110100000000000001";
  static final String ALIPAY_APP = "2021000000000001";
  static final String ALIPAY_ORG_APP = "990100ORG001";
  static final String ALIPAY_CHANNEL = "990100CHN001";
  static final String CENTRE_PAYMENT_APP = "43AF047BBA47FC8A1AE8EFB232BDBBCB";
  static final String PARTNER_ID = "990100001";
  static final String PAASID = "yima";
  static final String OWN_KEY_ID = "yima-1";
  static final String CENTRE_APP = "yima";
  static final String CENTRE_TERMINAL = "yima-1";

  private final String sandboxUrl;
  private final JsonNode platform;
  private final String firstInstitution;
  private final Keys keys;

  Gateways(String sandboxUrl, JsonNode city, Keys keys) {
    this.sandboxUrl = sandboxUrl;
    this.platform = city.path("platform");
    this.firstInstitution = city.path("hospitals").path(0).path("fixmedinsCode").asText();
    this.keys = keys;
  }

  String sandboxUrl() {
    return sandboxUrl;
  }

  /** In whose name a card's insurance is asked for: the city's first institution. */
  String institution() {
    return firstInstitution;
  }

  String spMchid() {
    return platform.path("spMchid").asText();
  }

  String spAppid() {
    return platform.path("spAppid").asText();
  }

  /** The administrative division, six digits. */
  String admdvs() {
    return platform.path("admdvs").asText();
  }

  String appSecret() throws IOException {
    return keys.secret("wechat-app", 32);
  }

  String apiV3Key() throws IOException {
    return keys.secret("wechat-api-v3", 32);
  }

  String partnerSecret() throws IOException {
    return keys.secret("insurance-auth", 32);
  }

  /** 32 hexadecimal digits. */
  String centreSecret() throws IOException {
    byte[] drawn = Base64.getDecoder().decode(keys.base64("card-centre", 16));
    return HexFormat.of().formatHex(drawn);
  }

  /** What both sides of the payment centre derive their SM4 key from. */
  String paymentCentreSecret() throws IOException {
    return keys.secret("payment-centre", 32);
  }

  /** By what an institution lets the application at Alipay act for it. */
  String alipayToken(String code) throws IOException {
    return keys.secret("alipay-token-" + code, 40);
  }

  /** What an institution and UnionPay sign with. */
  String unionPaySecret(String code) throws IOException {
    return keys.secret("unionpay-" + code, 32);
  }

  /** What an institution and the e-invoice platform sign with. */
  String eInvoiceSecret(String code) throws IOException {
    return keys.secret("einvoice-" + code, 32);
  }

  String bureauToken() throws IOException {
    return keys.secret("bureau", 32);
  }
}
