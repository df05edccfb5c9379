package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.yima.card.CardProblem;
import org.yima.card.Instrument;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayPool;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Medical insurance, through the authorisation query: the bureau names the person who authorised,
 * who must be the holder of this card. Kept is the insured area; every payment needs an
 * authorisation of its own. WeChat's query is the one there is: what Alipay gave is refused.
 */
@ApplicationScoped
class MedicalInsuranceBinder implements Binder {
  /** The wallet whose authorisations nobody here could redeem; its code must not go to another. */
  private static final String ELSEWHERE = "ALIPAY";

  private final Residents residents;
  private final InstrumentStore store;
  private final InsuranceAuthorisation authorisations;
  private final GatewayPool pool;

  MedicalInsuranceBinder(
      Residents residents,
      InstrumentStore store,
      InsuranceAuthorisation authorisations,
      GatewayPool pool) {
    this.residents = residents;
    this.store = store;
    this.authorisations = authorisations;
    this.pool = pool;
  }

  @Override
  public InstrumentType type() {
    return InstrumentType.MEDICAL_INSURANCE;
  }

  @Override
  public Uni<Proven> prove(Card card, Proof proof) {
    if (ELSEWHERE.equals(proof.channel())) {
      throw CardProblem.INSTRUMENT_UNAVAILABLE.problem();
    }
    String authCode = Proof.required(proof.authCode(), "/proof/authCode");
    return residents
        .get(card.residentId())
        .chain(
            resident ->
                openid(card)
                    .chain(
                        openid ->
                            pool.call(
                                Gateway.INSURANCE_AUTHORISATION,
                                () -> authorisations.redeem(authCode, openid)))
                    .map(Outcomes::known)
                    .invoke(authorised -> mustBe(resident, authorised)))
        .map(authorised -> Proven.of(authorised.cityId()));
  }

  /** The wallet's id of the person, where a wallet is bound; the port takes an empty one too. */
  private Uni<String> openid(Card card) {
    return store
        .active(card.id())
        .map(
            list ->
                list.stream()
                    .filter(i -> i.type() == InstrumentType.WECHAT)
                    .map(Instrument::reference)
                    .findFirst()
                    .orElse(""));
  }

  private static void mustBe(Resident resident, InsuranceAuthorisation.Authorised authorised) {
    boolean same =
        resident.idNumber().equals(authorised.documentNumber().toUpperCase(Locale.ROOT))
            && resident.name().equals(authorised.name());
    if (!same) {
      throw CardProblem.INSTRUMENT_REFUSED.problem();
    }
  }
}
