package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;
import org.yima.gateway.wallet.PayerIdentity;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayPool;

/** WeChat Pay, by the payer's OAuth id (openid). */
@ApplicationScoped
class WechatBinder implements Binder {
  private final PayerIdentity payers;
  private final GatewayPool pool;

  WechatBinder(PayerIdentity payers, GatewayPool pool) {
    this.payers = payers;
    this.pool = pool;
  }

  @Override
  public InstrumentType type() {
    return InstrumentType.WECHAT;
  }

  @Override
  public Uni<Proven> prove(Card card, Proof proof) {
    String authCode = Proof.required(proof.authCode(), "/proof/authCode");
    return pool.call(Gateway.WECHAT, () -> payers.exchange(authCode))
        .map(Outcomes::known)
        .map(payer -> Proven.of(payer.payerId()));
  }
}
