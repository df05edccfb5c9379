package org.yima.card;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.yima.gateway.Timeouts;
import org.yima.gateway.alipay.AlipayInsuranceAuthorisation;
import org.yima.gateway.alipay.AlipayInsuranceSettings;
import org.yima.gateway.alipay.AlipaySettings;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.gateway.wechat.WechatInsuranceAuthorisation;
import org.yima.gateway.wechat.WechatInsuranceSettings;
import org.yima.platform.GatewayConfig;
import org.yima.platform.Pem;

/**
 * The wallets in which a resident can authorise an insured payment, as far as they are configured.
 */
@ApplicationScoped
public class InsuranceAuthorisations {
  /** WeChat gives the app a code after the resident's yes; it is redeemed once. */
  public static final String WECHAT = "WECHAT";

  /** Alipay is asked by payer and patient, and tells where the resident says yes. */
  public static final String ALIPAY = "ALIPAY";

  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private final InsuranceAuthorisation wechat;
  private final Optional<InsuranceAuthorisation> alipay;

  InsuranceAuthorisations(GatewayConfig config, Clock clock, SecureRandom random) {
    this.wechat = wechat(config.insuranceAuth(), clock, random);
    this.alipay =
        config
            .alipay()
            .flatMap(
                application ->
                    application.insurance().map(terms -> alipay(application, terms, clock)));
  }

  /** Where this channel's authorisations are learned; nothing where it is not configured. */
  public Optional<InsuranceAuthorisation> of(String channel) {
    return channel.equals(ALIPAY) ? alipay : Optional.of(wechat);
  }

  private static InsuranceAuthorisation wechat(
      GatewayConfig.InsuranceAuth auth, Clock clock, SecureRandom random) {
    return new WechatInsuranceAuthorisation(
        new WechatInsuranceSettings(
            URI.create(auth.baseUrl()),
            auth.partnerId(),
            auth.partnerSecret(),
            LIFETIME,
            WechatInsuranceSettings.Formula.usual(),
            Timeouts.usual()),
        clock,
        random);
  }

  private static InsuranceAuthorisation alipay(
      GatewayConfig.Alipay application, GatewayConfig.AlipayInsurance terms, Clock clock) {
    return new AlipayInsuranceAuthorisation(
        new AlipayInsuranceSettings(
            new AlipaySettings(
                URI.create(application.endpoint()),
                application.appId(),
                Pem.privateKey(application.privateKeyFile(), "RSA"),
                Pem.publicKey(application.publicKeyFile(), "RSA"),
                Timeouts.usual()),
            terms.orgAppId(),
            terms.channelCode(),
            URI.create(terms.callUrl()),
            LIFETIME),
        clock);
  }
}
