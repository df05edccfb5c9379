package org.yima.payment.gateways;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.yima.gateway.Timeouts;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.gateway.wechat.WechatInsuranceAuthorisation;
import org.yima.gateway.wechat.WechatInsuranceSettings;
import org.yima.platform.GatewayConfig;

/** The exchange of insurance authorisations, where no other room provides it. */
class AuthorisationProducer {
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  @Produces
  @DefaultBean
  @ApplicationScoped
  InsuranceAuthorisation authorisation(GatewayConfig config, Clock clock, SecureRandom random) {
    GatewayConfig.InsuranceAuth auth = config.insuranceAuth();
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
}
