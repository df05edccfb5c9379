package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.card.Instrument;
import org.yima.card.InstrumentStatus;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;
import org.yima.card.life.OwnCards;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.gateway.insurer.CommercialInsurer;
import org.yima.gateway.insurer.Eligibility;
import org.yima.gateway.insurer.EligibilityQuestion;
import org.yima.gateway.wallet.PayerIdentity;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Binds instruments. The proof is redeemed outside any transaction; it binds nothing by itself, so
 * an unknown outcome leaves nothing behind but a used-up code, and the resident gives a new one.
 */
@ApplicationScoped
class Binding {
  private final OwnCards own;
  private final Residents residents;
  private final InstrumentStore store;
  private final PayerIdentity payers;
  private final InsuranceAuthorisation authorisations;
  private final Insurers insurers;
  private final GatewayPool pool;
  private final Database database;
  private final Ids ids;

  Binding(
      OwnCards own,
      Residents residents,
      InstrumentStore store,
      PayerIdentity payers,
      InsuranceAuthorisation authorisations,
      Insurers insurers,
      GatewayPool pool,
      Database database,
      Ids ids) {
    this.own = own;
    this.residents = residents;
    this.store = store;
    this.payers = payers;
    this.authorisations = authorisations;
    this.insurers = insurers;
    this.pool = pool;
    this.database = database;
    this.ids = ids;
  }

  Uni<Instrument> bind(Caller caller, String cardId, InstrumentType type, Proof proof) {
    return own.active(caller, cardId)
        .chain(card -> proved(card, type, proof).chain(found -> written(caller, card, found)));
  }

  private Uni<Instrument> proved(Card card, InstrumentType type, Proof proof) {
    return switch (type) {
      case WECHAT -> wechat(card, required(proof.authCode(), "/proof/authCode"));
      case MEDICAL_INSURANCE -> insurance(card, required(proof.authCode(), "/proof/authCode"));
      case COMMERCIAL_POLICY -> policy(card, proof);
      case ALIPAY, UNIONPAY, BANK_CARD, SOCIAL_SECURITY, ECNY ->
          Uni.createFrom().failure(CardProblem.INSTRUMENT_UNAVAILABLE.problem());
    };
  }

  private Uni<Instrument> wechat(Card card, String authCode) {
    return pool.call(() -> payers.exchange(authCode))
        .map(Binding::known)
        .map(payer -> instrument(card, InstrumentType.WECHAT, payer.payerId(), Optional.empty()));
  }

  /** The bureau names the person who authorised; it must be the holder of this card. */
  private Uni<Instrument> insurance(Card card, String authCode) {
    return residents
        .get(card.residentId())
        .chain(
            resident ->
                openid(card)
                    .chain(openid -> pool.call(() -> authorisations.redeem(authCode, openid)))
                    .map(Binding::known)
                    .invoke(authorised -> mustBe(resident, authorised)))
        .map(
            authorised ->
                instrument(
                    card, InstrumentType.MEDICAL_INSURANCE, authorised.cityId(), Optional.empty()));
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

  private Uni<Instrument> policy(Card card, Proof proof) {
    String number = required(proof.policyNumber(), "/proof/policyNumber");
    Id insurer =
        Id.parse(IdType.INSTITUTION, proof.insurerId())
            .orElseThrow(() -> invalid("/proof/insurerId", "invalid"));
    Id request = ids.beside(IdType.ATTEMPT, card.id());
    return insurers
        .port(insurer)
        .map(port -> port.orElseThrow(() -> invalid("/proof/insurerId", "unknown")))
        .chain(
            port ->
                residents
                    .get(card.residentId())
                    .chain(holder -> pool.call(() -> ask(port, request, number, holder))))
        .map(Binding::known)
        .invoke(Binding::mustBeEligible)
        .map(
            eligible ->
                instrument(
                    card,
                    InstrumentType.COMMERCIAL_POLICY,
                    eligible.policyRef(),
                    Optional.of(insurer)));
  }

  private static Outcome<Eligibility> ask(
      CommercialInsurer port, Id request, String number, Resident holder) {
    return port.checkEligibility(
        new EligibilityQuestion(
            request.toString(),
            number,
            new EligibilityQuestion.Holder(holder.name(), holder.idType(), holder.idNumber())));
  }

  private static void mustBeEligible(Eligibility eligibility) {
    if (!eligibility.eligible()) {
      throw CardProblem.INSTRUMENT_REFUSED.problem();
    }
  }

  /** The value of a success; a refusal and an unknown outcome are different problems. */
  private static <T> T known(Outcome<T> outcome) {
    return outcome.fold(
        success -> success.value(),
        pending -> {
          throw CardProblem.INSTRUMENT_UNKNOWN.problem();
        },
        declined -> {
          throw declined.retryable() || declined.reason() == DeclineReason.CREDENTIALS_REFUSED
              ? CardProblem.INSTRUMENT_UNKNOWN.problem()
              : CardProblem.INSTRUMENT_REFUSED.problem();
        },
        unknown -> {
          throw CardProblem.INSTRUMENT_UNKNOWN.problem();
        });
  }

  private Instrument instrument(
      Card card, InstrumentType type, String reference, Optional<Id> insurer) {
    return new Instrument(
        ids.beside(IdType.INSTRUMENT, card.id()),
        type,
        InstrumentStatus.ACTIVE,
        reference,
        insurer);
  }

  private Uni<Instrument> written(Caller caller, Card card, Instrument instrument) {
    return database.tx(
        tx ->
            store
                .bind(tx, card.id(), instrument)
                .call(
                    bound ->
                        tx.audit(
                            AuditEntry.of(caller, "instrument.bound", bound.id())
                                .with("type", bound.type().name()))));
  }

  Uni<List<Instrument>> list(Caller caller, String cardId) {
    return own.get(caller, cardId).chain(card -> store.active(card.id()));
  }

  /** Sets the owner's order of preference: every bound instrument once. */
  Uni<List<Instrument>> order(Caller caller, String cardId, List<Id> ordered) {
    return own.get(caller, cardId)
        .call(
            card ->
                store
                    .active(card.id())
                    .invoke(bound -> mustBeAll(bound, ordered))
                    .chain(() -> database.tx(tx -> store.order(tx, card.id(), ordered))))
        .chain(card -> store.active(card.id()));
  }

  private static void mustBeAll(List<Instrument> bound, List<Id> ordered) {
    List<Id> ids = bound.stream().map(Instrument::id).toList();
    if (ids.size() != ordered.size() || !new HashSet<>(ids).equals(new HashSet<>(ordered))) {
      throw invalid("/ids", "not-all");
    }
  }

  Uni<Void> remove(Caller caller, String cardId, String instrumentId) {
    Id instrument =
        Id.parse(IdType.INSTRUMENT, instrumentId).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return own.get(caller, cardId)
        .chain(
            card ->
                database.tx(
                    tx ->
                        store
                            .remove(tx, card.id(), instrument)
                            .invoke(
                                removed -> {
                                  if (!removed) {
                                    throw PlatformProblem.NOT_FOUND.problem();
                                  }
                                })
                            .chain(
                                () ->
                                    tx.audit(
                                        AuditEntry.of(caller, "instrument.removed", instrument)))));
  }

  private static String required(String value, String pointer) {
    if (value == null || value.isBlank()) {
      throw invalid(pointer, "required");
    }
    return value;
  }

  private static Problem invalid(String pointer, String code) {
    return PlatformProblem.INPUT_INVALID.problem().at(pointer, code);
  }
}
