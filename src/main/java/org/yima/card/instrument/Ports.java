package org.yima.card.instrument;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.yima.gateway.Timeouts;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.gateway.wallet.PayerIdentity;
import org.yima.gateway.wechat.WechatInsuranceAuthorisation;
import org.yima.gateway.wechat.WechatInsuranceSettings;
import org.yima.gateway.wechat.WechatPayerIdentity;
import org.yima.platform.GatewayConfig;

/** The gateways of the configuration that prove an instrument. */
@ApplicationScoped
class Ports {
  private static final Duration AUTHORISATION_LIFE = Duration.ofMinutes(30);

  @Produces
  @ApplicationScoped
  PayerIdentity payers(GatewayConfig config) {
    GatewayConfig.Wechat wechat = config.wechat();
    return new WechatPayerIdentity(
        URI.create(wechat.baseUrl()), wechat.spAppid(), wechat.appSecret(), Timeouts.usual());
  }

  @Produces
  @ApplicationScoped
  InsuranceAuthorisation authorisations(GatewayConfig config, Clock clock, SecureRandom random) {
    GatewayConfig.InsuranceAuth auth = config.insuranceAuth();
    return new WechatInsuranceAuthorisation(
        new WechatInsuranceSettings(
            URI.create(auth.baseUrl()),
            auth.partnerId(),
            auth.partnerSecret(),
            AUTHORISATION_LIFE,
            WechatInsuranceSettings.Formula.usual(),
            Timeouts.usual()),
        clock,
        random);
  }
}
