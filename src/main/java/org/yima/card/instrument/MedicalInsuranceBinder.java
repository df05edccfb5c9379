package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.yima.card.CardProblem;
import org.yima.card.Instrument;
import org.yima.card.InstrumentType;
import org.yima.card.InsuranceAuthorisations;
import org.yima.card.life.Card;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayConfig;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Medical insurance, through the authorisation query of the wallet in which the resident said yes.
 * WeChat names who authorised, who must be the holder of this card; Alipay is asked for the holder
 * and answers for nobody else. Kept is the insured area; every payment needs an authorisation of
 * its own.
 */
@ApplicationScoped
class MedicalInsuranceBinder implements Binder {
  private final Residents residents;
  private final InstrumentStore store;
  private final InsuranceAuthorisations authorisations;
  private final GatewayPool pool;
  private final Ids ids;
  private final GatewayConfig config;

  MedicalInsuranceBinder(
      Residents residents,
      InstrumentStore store,
      InsuranceAuthorisations authorisations,
      GatewayPool pool,
      Ids ids,
      GatewayConfig config) {
    this.residents = residents;
    this.store = store;
    this.authorisations = authorisations;
    this.pool = pool;
    this.ids = ids;
    this.config = config;
  }

  @Override
  public InstrumentType type() {
    return InstrumentType.MEDICAL_INSURANCE;
  }

  @Override
  public Uni<Proven> prove(Card card, Proof proof) {
    String channel = proof.channel() == null ? InsuranceAuthorisations.WECHAT : proof.channel();
    InsuranceAuthorisation port =
        authorisations.of(channel).orElseThrow(CardProblem.INSTRUMENT_UNAVAILABLE::problem);
    return channel.equals(InsuranceAuthorisations.ALIPAY)
        ? asked(card, port)
        : redeemed(card, port, Proof.required(proof.authCode(), "/proof/authCode"));
  }

  private Uni<Proven> redeemed(Card card, InsuranceAuthorisation port, String authCode) {
    return wallet(card, InstrumentType.WECHAT)
        .chain(openid -> authorised(card, port, openid, authCode, ""));
  }

  /** Alipay knows payers, not codes: the one whose wallet is bound to this card. */
  private Uni<Proven> asked(Card card, InsuranceAuthorisation port) {
    String institution =
        config
            .alipay()
            .flatMap(GatewayConfig.Alipay::insurance)
            .map(GatewayConfig.AlipayInsurance::institution)
            .orElseThrow(CardProblem.INSTRUMENT_UNAVAILABLE::problem);
    return wallet(card, InstrumentType.ALIPAY)
        .invoke(MedicalInsuranceBinder::mustBeBound)
        .chain(payer -> authorised(card, port, payer, "", institution));
  }

  private static void mustBeBound(String payer) {
    if (payer.isEmpty()) {
      throw Proof.invalid("/proof/channel", "wallet-not-bound");
    }
  }

  private Uni<Proven> authorised(
      Card card, InsuranceAuthorisation port, String payer, String authCode, String institution) {
    return residents
        .get(card.residentId())
        .chain(
            resident ->
                pool.call(
                        Gateway.INSURANCE_AUTHORISATION,
                        () -> port.redeem(question(card, resident, payer, authCode, institution)))
                    .map(Outcomes::known)
                    .invoke(authorised -> mustBe(resident, authorised)))
        .map(authorised -> Proven.of(area(authorised)));
  }

  private InsuranceAuthorisation.Asked question(
      Card card, Resident resident, String payer, String authCode, String institution) {
    Id number = ids.beside(IdType.INSTRUMENT, card.id());
    return new InsuranceAuthorisation.Asked(
        payer,
        authCode,
        new InsuranceAuthorisation.Patient(resident.name(), resident.idNumber()),
        institution,
        number.uuid().toString().replace("-", ""));
  }

  /** The wallet's id of the person, empty where no wallet is bound. */
  private Uni<String> wallet(Card card, InstrumentType type) {
    return store
        .active(card.id())
        .map(
            list ->
                list.stream()
                    .filter(i -> i.type() == type)
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

  private static String area(InsuranceAuthorisation.Authorised authorised) {
    if (authorised.cityId().isEmpty()) {
      throw CardProblem.INSTRUMENT_UNKNOWN.problem();
    }
    return authorised.cityId();
  }
}
