package org.yima.payment.charging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.card.Instrument;
import org.yima.card.InstrumentType;
import org.yima.card.Instruments;
import org.yima.card.NotYetAuthorised;
import org.yima.card.PaymentCode;
import org.yima.card.Resolution;
import org.yima.card.Resolutions;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.planning.CodePlanner;
import org.yima.payment.planning.PlanStore;
import org.yima.payment.planning.Planner;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.Residents;

/**
 * What is settled of a charge before its transaction: whether this code may pay this bill, and the
 * plan by which it does: made in the name of whoever's phone confirms, or of nobody where a
 * wallet's own code pays.
 */
@ApplicationScoped
class Preparing {
  private final Resolutions resolutions;
  private final Residents residents;
  private final Instruments instruments;
  private final BillStore bills;
  private final Planner planner;
  private final CodePlanner codes;
  private final Clock clock;

  Preparing(
      Resolutions resolutions,
      Residents residents,
      Instruments instruments,
      BillStore bills,
      Planner planner,
      CodePlanner codes,
      Clock clock) {
    this.resolutions = resolutions;
    this.residents = residents;
    this.instruments = instruments;
    this.bills = bills;
    this.planner = planner;
    this.codes = codes;
    this.clock = clock;
  }

  /**
   * A charge that may be made.
   *
   * @param payer the account whose phone confirms; absent: whoever shows the wallet's code
   * @param plan absent while the insured part waits for its owner's own authorisation
   */
  record Ready(Id resolution, Id bill, Optional<Id> payer, Optional<PlanStore.Plan> plan) {}

  Uni<Ready> ready(Caller terminal, Id resolution, Id bill, ChargeRequest request) {
    return resolutions
        .charging(resolution, terminal.ownInstitution())
        .chain(
            scanned ->
                PaymentCode.of(scanned.kind()).isPresent()
                    ? byCode(terminal, scanned, bill, request)
                    : byOwner(scanned, bill, request));
  }

  private Uni<Ready> byOwner(Resolution scanned, Id bill, ChargeRequest request) {
    Id resident = shownByOwner(scanned);
    return payable(bill, scanned.institutionId())
        .invoke(
            head -> {
              if (!head.residentId().equals(resident)) {
                throw PaymentProblem.CHARGE_OTHER_PERSON.problem();
              }
              head.mustBePayable(OffsetDateTime.now(clock));
            })
        .chain(head -> planned(scanned.id(), head, request));
  }

  /** Anybody may pay anybody's bill: whose wallet it is does not matter, nor is it known. */
  private Uni<Ready> byCode(Caller terminal, Resolution scanned, Id bill, ChargeRequest request) {
    return payable(bill, scanned.institutionId())
        .invoke(
            head -> {
              head.mustBePayable(OffsetDateTime.now(clock));
              if (!request.isSelfPay(head)) {
                throw PaymentProblem.CHARGE_SELF_PAY.problem();
              }
            })
        .chain(head -> codes.plan(head, terminal.self()))
        .map(plan -> new Ready(scanned.id(), bill, Optional.empty(), Optional.of(plan)));
  }

  /** Whose code it is; what no gateway here takes has no owner. */
  private static Id shownByOwner(Resolution resolution) {
    return resolution.residentId().orElseThrow(PaymentProblem.CHARGE_UNAVAILABLE::problem);
  }

  private Uni<BillStore.Head> payable(Id bill, Id institution) {
    return bills
        .find(bill)
        .map(
            found ->
                found
                    .filter(head -> head.institutionId().equals(institution))
                    .orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  private Uni<Ready> planned(Id resolution, BillStore.Head bill, ChargeRequest request) {
    return residents
        .phoneHolder(bill.residentId())
        .map(account -> account.orElseThrow(PaymentProblem.CHARGE_NO_PAYER::problem))
        .chain(
            account ->
                plan(account, bill, request)
                    .map(plan -> new Ready(resolution, bill.id(), Optional.of(account), plan)));
  }

  private Uni<Optional<PlanStore.Plan>> plan(
      Id account, BillStore.Head bill, ChargeRequest request) {
    if (request.waitsForOwner(bill)) {
      Planner.insurable(bill, request.plan(bill, null));
      return Uni.createFrom().item(Optional.empty());
    }
    Caller owner =
        new Caller(Role.RESIDENT, Optional.of(account), Optional.empty(), Optional.empty());
    return wallet(bill.residentId())
        .map(wallet -> request.plan(bill, wallet.id().toString()))
        .chain(
            wish ->
                bills
                    .lines(bill.id(), bill.version())
                    .chain(
                        lines ->
                            planner.plan(
                                new Planner.Ask(
                                    owner, bill, lines, Optional.empty(), Optional.empty(), wish))))
        .onFailure(NotYetAuthorised.class)
        .transform(waiting -> PaymentProblem.PLAN_AUTHORISATION.problem())
        .map(Optional::of);
  }

  /** The first, in the owner's order, of those wallets that the payments of this server know. */
  private Uni<Instrument> wallet(Id resident) {
    return instruments
        .active(resident, InstrumentType.WECHAT)
        .map(
            wallets ->
                wallets.stream()
                    .findFirst()
                    .orElseThrow(PaymentProblem.CHARGE_NO_INSTRUMENT::problem));
  }
}
