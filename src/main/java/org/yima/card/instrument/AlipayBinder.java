package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;
import org.yima.gateway.wallet.PayerIdentity;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayPool;

/** Alipay, by the payer's OAuth id: an open id, or the user's number in older applications. */
@ApplicationScoped
class AlipayBinder implements Binder {
  private final AlipayPayers payers;
  private final GatewayPool pool;

  AlipayBinder(AlipayPayers payers, GatewayPool pool) {
    this.payers = payers;
    this.pool = pool;
  }

  @Override
  public InstrumentType type() {
    return InstrumentType.ALIPAY;
  }

  @Override
  public Uni<Proven> prove(Card card, Proof proof) {
    String authCode = Proof.required(proof.authCode(), "/proof/authCode");
    PayerIdentity port = payers.port();
    return pool.call(Gateway.ALIPAY, () -> port.exchange(authCode))
        .map(Outcomes::known)
        .map(payer -> Proven.of(payer.payerId()));
  }
}
