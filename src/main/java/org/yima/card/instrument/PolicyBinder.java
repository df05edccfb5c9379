package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurer.CommercialInsurer;
import org.yima.gateway.insurer.Eligibility;
import org.yima.gateway.insurer.EligibilityQuestion;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/** A commercial policy, when its insurer says that the resident is insured by it. */
@ApplicationScoped
class PolicyBinder implements Binder {
  private final Residents residents;
  private final Insurers insurers;
  private final GatewayPool pool;
  private final Ids ids;

  PolicyBinder(Residents residents, Insurers insurers, GatewayPool pool, Ids ids) {
    this.residents = residents;
    this.insurers = insurers;
    this.pool = pool;
    this.ids = ids;
  }

  @Override
  public InstrumentType type() {
    return InstrumentType.COMMERCIAL_POLICY;
  }

  @Override
  public Uni<Proven> prove(Card card, Proof proof) {
    String number = Proof.required(proof.policyNumber(), "/proof/policyNumber");
    Id insurer =
        Id.parse(IdType.INSTITUTION, proof.insurerId())
            .orElseThrow(() -> Proof.invalid("/proof/insurerId", "invalid"));
    Id request = ids.beside(IdType.ATTEMPT, card.id());
    return insurers
        .port(insurer)
        .map(port -> port.orElseThrow(() -> Proof.invalid("/proof/insurerId", "unknown")))
        .chain(
            port ->
                residents
                    .get(card.residentId())
                    .chain(
                        holder ->
                            pool.call(
                                Gateway.insurer(insurer),
                                () -> ask(port, request, number, holder))))
        .map(Outcomes::known)
        .invoke(PolicyBinder::mustBeEligible)
        .map(eligible -> new Proven(eligible.policyRef(), Optional.of(insurer)));
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
}
