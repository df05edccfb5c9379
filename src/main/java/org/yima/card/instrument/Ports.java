package org.yima.card.instrument;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import org.yima.gateway.Timeouts;
import org.yima.gateway.wallet.PayerIdentity;
import org.yima.gateway.wechat.WechatPayerIdentity;
import org.yima.platform.GatewayConfig;

/** The gateways of the configuration that prove an instrument. */
@ApplicationScoped
class Ports {
  @Produces
  @ApplicationScoped
  PayerIdentity payers(GatewayConfig config) {
    GatewayConfig.Wechat wechat = config.wechat();
    return new WechatPayerIdentity(
        URI.create(wechat.baseUrl()), wechat.spAppid(), wechat.appSecret(), Timeouts.usual());
  }
}
