package org.yima.payment.gateways;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.yima.gateway.Timeouts;
import org.yima.gateway.bureau.FsiMedicalInsurance;
import org.yima.gateway.bureau.FsiProfile;
import org.yima.gateway.bureau.FsiSettings;
import org.yima.gateway.insurance.MedicalInsurance;
import org.yima.gateway.wallet.WalletGateway;
import org.yima.gateway.wechat.WechatSettings;
import org.yima.gateway.wechat.WechatWallet;
import org.yima.platform.GatewayConfig;
import org.yima.platform.Pem;

/** The adapters, as the configuration says. */
class GatewayProducers {
  @Produces
  @ApplicationScoped
  WalletGateway wallet(GatewayConfig config, Clock clock, SecureRandom random) {
    GatewayConfig.Wechat wechat = config.wechat();
    return new WechatWallet(
        new WechatSettings(
            URI.create(wechat.baseUrl()),
            wechat.spMchid(),
            wechat.merchantSerial(),
            Pem.privateKey(wechat.merchantPrivateKeyFile(), "RSA"),
            wechat.platformPublicKeyId(),
            Pem.publicKey(wechat.platformPublicKeyFile(), "RSA"),
            wechat.apiV3Key(),
            Timeouts.usual(),
            new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(60))),
        clock,
        random);
  }

  /**
   * The beans below are made when they are first asked; a province that does not read is told now.
   */
  void read(@Observes StartupEvent started, GatewayConfig config, Clock clock) {
    FsiProfile unused = Province.profile(config.bureau(), clock.getZone());
  }

  @Produces
  @ApplicationScoped
  MedicalInsurance insurance(GatewayConfig config, Clock clock, SecureRandom random) {
    GatewayConfig.Bureau bureau = config.bureau();
    return new FsiMedicalInsurance(
        new FsiSettings(
            URI.create(bureau.baseUrl() + bureau.path()),
            bureau.paasid(),
            bureau.token(),
            Province.profile(bureau, clock.getZone()),
            Timeouts.usual()),
        clock,
        random);
  }
}
