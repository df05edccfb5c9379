package org.yima.access.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import org.yima.gateway.Timeouts;
import org.yima.gateway.signed.PortSettings;
import org.yima.gateway.signed.SignedSms;
import org.yima.gateway.sms.SmsGateway;
import org.yima.platform.GatewayConfig;
import org.yima.platform.Pem;

/** The short-message gateway of the configuration. */
@ApplicationScoped
class SmsPort {

  @Produces
  @ApplicationScoped
  SmsGateway sms(GatewayConfig config, Clock clock, SecureRandom random) {
    GatewayConfig.Peer peer = config.sms();
    return new SignedSms(
        new PortSettings(
            URI.create(peer.baseUrl()),
            config.signing().keyId(),
            Pem.privateKey(config.signing().privateKeyFile(), "EC"),
            peer.keyId(),
            Pem.publicKey(peer.publicKeyFile(), "EC"),
            Timeouts.usual()),
        clock,
        random);
  }
}
