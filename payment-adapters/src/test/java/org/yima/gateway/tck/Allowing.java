package org.yima.gateway.tck;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.yima.gateway.Timeouts;
import org.yima.gateway.alipay.AlipayInsuranceAuthorisation;
import org.yima.gateway.alipay.AlipayInsuranceSettings;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.gateway.insurance.InsuranceAuthorisation.Authorised;
import org.yima.gateway.wechat.WechatInsuranceAuthorisation;
import org.yima.gateway.wechat.WechatInsuranceSettings;

/** An insured person who allows payments in a wallet, asked for by that wallet's adapter. */
final class Allowing {
  private static final String PARTNER = "tck-partner";
  private static final String SECRET = "tck-partner-secret";
  private static final Duration LIFE = Duration.ofMinutes(30);
  private final SandboxWorld world;
  private final String payer;
  private final InsuranceAuthorisation.Patient patient;
  private final InsuranceAuthorisation wechat;
  private final InsuranceAuthorisation alipay;
  private int questions;

  /**
   * A person.
   *
   * @param payer the wallet's, whose own insurance it is
   * @param application ours at Alipay; WeChat is asked without one
   */
  Allowing(
      SandboxWorld world,
      String payer,
      InsuranceAuthorisation.Patient patient,
      String application) {
    this.world = world;
    this.payer = payer;
    this.patient = patient;
    this.wechat =
        new WechatInsuranceAuthorisation(
            new WechatInsuranceSettings(
                world.uri(),
                PARTNER,
                SECRET,
                LIFE,
                WechatInsuranceSettings.Formula.usual(),
                Timeouts.usual()),
            InstantSource.system(),
            new SecureRandom());
    this.alipay =
        new AlipayInsuranceAuthorisation(
            new AlipayInsuranceSettings(
                AlipaySection.settings(world.uri(), application, Timeouts.usual()),
                "tck-org-app",
                "tck-channel",
                URI.create("https://yima.example/back"),
                LIFE),
            InstantSource.system());
  }

  /** Who may redeem what was allowed in WeChat, for the sandbox's configuration. */
  static Map<String, Object> section() {
    return Map.of("partnerId", PARTNER, "partnerSecret", SECRET);
  }

  /** A new authorisation, given in WeChat. */
  Authorised inWechat() {
    return redeemed(wechat, said(Map.of("channel", "WECHAT"), "authCode"));
  }

  /** A new authorisation, given in Alipay to this application. */
  Authorised inAlipay() {
    if (said(Map.of("channel", "ALIPAY", "payer", payer), "authNo").isEmpty()) {
      throw new AssertionError("nothing was allowed");
    }
    return redeemed(alipay, "");
  }

  private String said(Map<String, ?> body, String name) {
    return world
        .control("insured/" + patient.documentNumber() + "/authorise", body)
        .path(name)
        .asText();
  }

  private Authorised redeemed(InsuranceAuthorisation by, String code) {
    questions++;
    return by.redeem(
            new InsuranceAuthorisation.Asked(
                payer, code, patient, BureauSection.MOBILE_HOSPITAL, "Q" + questions))
        .toOptional()
        .orElseThrow();
  }
}
