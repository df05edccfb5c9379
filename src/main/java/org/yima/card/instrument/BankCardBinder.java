package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;

/**
 * A bank card by the token that the acquirer's page gave for it; the card's own number never comes
 * here. The token is kept as it is given and is worth nothing by itself: whose card it stands for
 * is its gateway's to say when it is first used.
 */
@ApplicationScoped
class BankCardBinder implements Binder {
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,512}");

  @Override
  public InstrumentType type() {
    return InstrumentType.BANK_CARD;
  }

  @Override
  public Uni<Proven> prove(Card card, Proof proof) {
    String token = Proof.required(proof.token(), "/proof/token");
    if (!TOKEN.matcher(token).matches()) {
      throw Proof.invalid("/proof/token", "invalid");
    }
    return Uni.createFrom().item(Proven.of(token));
  }
}
