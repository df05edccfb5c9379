package org.yima.payment.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yima.card.InsuranceAuthorisations;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.FeeBatch;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.gateway.insurance.InsuranceAuthorisation.Authorised;
import org.yima.gateway.insurance.InsuredPerson;
import org.yima.gateway.insurance.LineFact;
import org.yima.gateway.insurance.MedicalInsurance;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.Registration;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurance.VisitRecord;
import org.yima.institution.Institution;
import org.yima.payment.InsuranceTerms;
import org.yima.payment.NewLine;
import org.yima.payment.PaymentProblem;
import org.yima.payment.gateways.Desk;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.visit.BureauVisits;
import org.yima.platform.Gateway;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Resident;

/**
 * Learns what the medical insurance would bear: authorise, 1101, 2201, 2203, 2204, 2206. Nothing
 * here settles; what it leaves at the bureau is taken back when no settlement comes of it.
 */
@ApplicationScoped
class InsuranceTrial {
  /** med_type of a chronic or special disease, whose every line names it. */
  private static final String CHRONIC = "14";

  private final GatewayCalls calls;
  private final InsuranceAuthorisations authorisations;
  private final MedicalInsurance bureau;
  private final VisitStaff staff;
  private final BureauVisits visits;
  private final Clock clock;

  InsuranceTrial(
      GatewayCalls calls,
      InsuranceAuthorisations authorisations,
      MedicalInsurance bureau,
      VisitStaff staff,
      BureauVisits visits,
      Clock clock) {
    this.calls = calls;
    this.authorisations = authorisations;
    this.bureau = bureau;
    this.staff = staff;
    this.visits = visits;
    this.clock = clock;
  }

  /** What is to be tried. */
  record Ask(
      Id planId,
      Id billId,
      Institution institution,
      Resident resident,
      InsuranceTerms terms,
      List<NewLine> lines) {
    long total() {
      return lines.stream().mapToLong(line -> line.amount().value()).sum();
    }

    String code() {
      return institution.fixmedinsCode().orElseThrow(PaymentProblem.PLAN_NOT_INSURABLE::problem);
    }

    @Override
    public String toString() {
      return "Ask[" + planId + "]";
    }
  }

  /**
   * What came of it.
   *
   * @param inScope by line number, what the fund's rules apply to
   */
  record Tried(
      Settlement settlement,
      Map<Integer, Long> inScope,
      LegContext context,
      Instant authorisedUntil) {}

  private record Insured(
      Ask ask,
      Authorised authorised,
      VisitStaff.Seen seen,
      String psnNo,
      String insutype,
      String area) {
    BureauCall call(String msgid) {
      return Desk.bureauCall(ask.institution(), msgid, area);
    }
  }

  Uni<Tried> of(Ask ask, PlanRequest.Authorisation authorisation, String payerId) {
    InsuranceAuthorisation port = port(authorisation);
    InsuranceAuthorisation.Asked question =
        new InsuranceAuthorisation.Asked(
            payerId,
            authorisation.code(),
            new InsuranceAuthorisation.Patient(ask.resident().name(), ask.resident().idNumber()),
            ask.code(),
            ask.planId().uuid().toString().replace("-", ""));
    return calls
        .made(
            Gateway.INSURANCE_AUTHORISATION,
            ask.planId(),
            "REDEEM",
            "",
            () -> port.redeem(question))
        .map(GatewayCalls::orProblem)
        .invoke(authorised -> samePerson(ask, authorised))
        .chain(authorised -> identified(ask, authorised))
        .chain(this::tried);
  }

  private InsuranceAuthorisation port(PlanRequest.Authorisation authorisation) {
    return authorisations
        .of(authorisation.channel())
        .orElseThrow(
            () ->
                PlatformProblem.INPUT_INVALID
                    .problem()
                    .at("/insuranceAuthorisation/channel", "unavailable"));
  }

  private static void samePerson(Ask ask, Authorised authorised) {
    if (!authorised.documentNumber().equalsIgnoreCase(ask.resident().idNumber())) {
      throw PaymentProblem.PLAN_INSURANCE_PERSON.problem();
    }
  }

  private Uni<Insured> identified(Ask ask, Authorised authorised) {
    String area = authorised.cityId().isEmpty() ? ownArea(ask) : authorised.cityId();
    return calls
        .bureau(
            ask.planId(),
            "1101",
            ask.code(),
            msgid ->
                bureau.identify(
                    Desk.bureauCall(ask.institution(), msgid, area), authorised.credential()))
        .chain(
            person ->
                staff
                    .of(ask.institution().id(), ask.terms())
                    .map(seen -> insured(ask, authorised, seen, person)));
  }

  private static String ownArea(Ask ask) {
    return ask.institution().admdvs().orElseThrow(PaymentProblem.PLAN_NOT_INSURABLE::problem);
  }

  private static Insured insured(
      Ask ask, Authorised authorised, VisitStaff.Seen seen, InsuredPerson person) {
    InsuredPerson.Insurance chosen =
        person.insurances().stream()
            .filter(InsuredPerson.Insurance::active)
            .filter(
                insurance ->
                    ask.terms().insuranceType() == null
                        || ask.terms().insuranceType().equals(insurance.insutype()))
            .findFirst()
            .orElseThrow(
                () ->
                    PaymentProblem.PLAN_INSURANCE_REFUSED
                        .problem()
                        .at("/useMedicalInsurance", "not-insured"));
    return new Insured(ask, authorised, seen, person.psnNo(), chosen.insutype(), chosen.area());
  }

  private Uni<Tried> tried(Insured insured) {
    return registered(insured)
        .call(visit -> told(insured, visit))
        .chain(visit -> uploaded(insured, visit).chain(facts -> preSettled(insured, visit, facts)));
  }

  private Uni<Registration> registered(Insured insured) {
    Ask ask = insured.ask();
    Register register =
        new Register(
            insured.psnNo(),
            insured.insutype(),
            insured.authorised().credential(),
            visitNumber(ask),
            LocalDateTime.now(clock),
            insured.seen().doctor(),
            insured.seen().department());
    return calls
        .bureau(
            ask.planId(),
            "2201",
            ask.code(),
            msgid ->
                visits.registering(
                    ask.planId(), ask.institution().id(), insured.area(), msgid, register),
            msgid -> bureau.register(insured.call(msgid), register))
        .call(visit -> visits.registered(ask.planId(), visit.mdtrtId()));
  }

  /** Each plan is a visit of its own at the bureau, so that none sees another's lines. */
  private static String visitNumber(Ask ask) {
    String plan = ask.planId().toString();
    return plan.substring(plan.length() - 30);
  }

  private Uni<Void> told(Insured insured, Registration visit) {
    Ask ask = insured.ask();
    LocalDateTime now = LocalDateTime.now(clock);
    VisitRecord record =
        new VisitRecord(
            visit.mdtrtId(),
            insured.psnNo(),
            ask.terms().medType(),
            now,
            "",
            List.of(
                new VisitRecord.Diagnosis(
                    ask.terms().diseaseCode(),
                    ask.terms().diseaseCode(),
                    insured.seen().doctor(),
                    insured.seen().department(),
                    now)));
    return calls
        .bureau(
            ask.planId(),
            "2203",
            ask.code(),
            msgid -> bureau.recordVisit(insured.call(msgid), record))
        .replaceWithVoid();
  }

  private Uni<List<LineFact>> uploaded(Insured insured, Registration visit) {
    Ask ask = insured.ask();
    LocalDateTime now = LocalDateTime.now(clock);
    FeeUpload upload =
        new FeeUpload(
            new FeeBatch(visit.mdtrtId(), insured.psnNo(), batch(ask)),
            CHRONIC.equals(ask.terms().medType()) ? ask.terms().diseaseCode() : "",
            // Nobody tells of a bill that its prescription came from another institution.
            false,
            ask.lines().stream().map(line -> line(insured.seen(), line, now)).toList());
    return calls.bureau(
        ask.planId(),
        "2204",
        ask.code(),
        msgid -> bureau.uploadDetails(insured.call(msgid), upload));
  }

  private static String batch(Ask ask) {
    return ask.terms().chargeBatch() == null ? "1" : ask.terms().chargeBatch();
  }

  private static FeeUpload.Line line(VisitStaff.Seen seen, NewLine line, LocalDateTime at) {
    return new FeeUpload.Line(
        Integer.toString(line.lineNo()),
        line.code(),
        line.code(),
        line.insuranceClass(),
        line.name(),
        line.amount().value(),
        line.quantity(),
        line.unitPrice(),
        at,
        "",
        seen.doctor(),
        seen.department(),
        true);
  }

  private Uni<Tried> preSettled(Insured insured, Registration visit, List<LineFact> facts) {
    Ask ask = insured.ask();
    SettleOrder order =
        new SettleOrder(
            insured.psnNo(),
            visit.mdtrtId(),
            batch(ask),
            insured.authorised().credential(),
            insured.insutype(),
            ask.terms().medType(),
            ask.total(),
            true,
            visitNumber(ask),
            SettleOrder.Scope.of(facts));
    return calls
        .bureau(
            ask.planId(), "2206", ask.code(), msgid -> bureau.preSettle(insured.call(msgid), order))
        .map(
            settlement ->
                new Tried(
                    settlement,
                    inScope(facts),
                    context(insured, order, settlement),
                    insured.authorised().expiresAt()));
  }

  private static LegContext context(Insured insured, SettleOrder order, Settlement settlement) {
    LegContext context =
        LegContext.insurance(insured.area(), insured.authorised().credential(), order);
    return settlement.mutualAidPayer().map(context::paidBy).orElse(context);
  }

  private static Map<Integer, Long> inScope(List<LineFact> facts) {
    Function<LineFact, Integer> lineNo = fact -> Integer.valueOf(fact.lineId());
    return facts.stream().collect(Collectors.toMap(lineNo, LineFact::inScopeFen, Long::sum));
  }
}
