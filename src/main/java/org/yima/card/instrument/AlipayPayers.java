package org.yima.card.instrument;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.gateway.Timeouts;
import org.yima.gateway.alipay.AlipayPayerIdentity;
import org.yima.gateway.alipay.AlipaySettings;
import org.yima.gateway.wallet.PayerIdentity;
import org.yima.platform.GatewayConfig;
import org.yima.platform.Pem;

/** Alipay, where the configuration has it. */
@ApplicationScoped
class AlipayPayers {
  private final Optional<PayerIdentity> port;

  @Inject
  AlipayPayers(GatewayConfig config) {
    this(config.alipay().map(alipay -> new AlipayPayerIdentity(settings(alipay))));
  }

  AlipayPayers(Optional<PayerIdentity> port) {
    this.port = port;
  }

  private static AlipaySettings settings(GatewayConfig.Alipay alipay) {
    return new AlipaySettings(
        URI.create(alipay.endpoint()),
        alipay.appId(),
        Pem.privateKey(alipay.privateKeyFile(), "RSA"),
        Pem.publicKey(alipay.publicKeyFile(), "RSA"),
        Timeouts.usual());
  }

  /** The port; fails with {@code instrument.unavailable} where there is none. */
  PayerIdentity port() {
    return port.orElseThrow(CardProblem.INSTRUMENT_UNAVAILABLE::problem);
  }
}
