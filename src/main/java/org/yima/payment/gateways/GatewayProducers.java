package org.yima.payment.gateways;

import jakarta.enterprise.context.ApplicationScoped;
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
  /** The path of the bureau's one door. */
  private static final String CALL_SERVICE = "/fsi/api/callFsiService/callService";

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

  @Produces
  @ApplicationScoped
  MedicalInsurance insurance(GatewayConfig config, Clock clock, SecureRandom random) {
    GatewayConfig.Bureau bureau = config.bureau();
    FsiProfile national = FsiProfile.national();
    return new FsiMedicalInsurance(
        new FsiSettings(
            URI.create(bureau.baseUrl() + CALL_SERVICE),
            bureau.paasid(),
            bureau.token(),
            new FsiProfile(
                national.headers(),
                bureau.recerSysCode(),
                national.interfaceVersion(),
                national.operatorType(),
                clock.getZone(),
                national.wrapper(),
                national.numbers(),
                national.refusals()),
            Timeouts.usual()),
        clock,
        random);
  }
}
