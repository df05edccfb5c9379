package org.yima.payment.billing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.payment.BillStatus;
import org.yima.payment.Bills;
import org.yima.payment.InsuranceTerms;
import org.yima.payment.NewBill;
import org.yima.payment.NewLine;
import org.yima.payment.Payable;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.bill.BillView;
import org.yima.payment.leg.Courses;
import org.yima.payment.planning.PlanStore;
import org.yima.payment.running.Driver;
import org.yima.payment.running.Payments;
import org.yima.payment.running.Proofs;
import org.yima.platform.AuditEntry;
import org.yima.platform.Bucket;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Idempotent;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.platform.SqlTx;

/** What a hospital's system does with its own bills. */
@ApplicationScoped
class HospitalBills {
  private final Database database;
  private final Idempotent idempotent;
  private final Bills bills;
  private final BillStore store;
  private final PlanStore plans;
  private final Patients patients;
  private final Staff staff;
  private final Driver driver;
  private final Payments payments;
  private final Proofs proofs;

  HospitalBills(
      Database database,
      Idempotent idempotent,
      Bills bills,
      BillStore store,
      PlanStore plans,
      Patients patients,
      Staff staff,
      Driver driver,
      Payments payments,
      Proofs proofs) {
    this.database = database;
    this.idempotent = idempotent;
    this.bills = bills;
    this.store = store;
    this.plans = plans;
    this.patients = patients;
    this.staff = staff;
    this.driver = driver;
    this.payments = payments;
    this.proofs = proofs;
  }

  /** What a command leaves behind. */
  record Done(Id billId) {}

  /** Opens a bill; the same external id again answers the same bill, or refuses another body. */
  Uni<BillView> push(Caller caller, String key, BillRequest request) {
    Id institution = caller.ownInstitution();
    String visit = request.insurance() == null ? "" : request.insurance().visitId();
    List<NewLine> lines = request.numbered();
    return staff
        .published(institution, Optional.ofNullable(request.insurance()))
        .chain(known -> looked(institution, request))
        .chain(
            patient ->
                idempotent.answering(
                    new Idempotent.Command(
                        caller, "bills.create", key, request, () -> bills.draw(institution, visit)),
                    Done.class,
                    (id, tx) -> open(tx, caller, id, patient.found(), visit, request, lines),
                    BillView.class,
                    done -> view(done.billId())));
  }

  /**
   * What came of looking the patient up. A refusal waits until the command runs: the replay of a
   * bill that was taken is answered as before, although the scan that named its patient is over.
   */
  private record Looked(Optional<Patients.Found> patient, Optional<Problem> refusal) {
    Patients.Found found() {
      return patient.orElseThrow(refusal::orElseThrow);
    }
  }

  private Uni<Looked> looked(Id institution, BillRequest request) {
    return patients
        .find(institution, request.patient())
        .map(found -> new Looked(Optional.of(found), Optional.empty()))
        .onFailure(Problem.class)
        .recoverWithItem(problem -> new Looked(Optional.empty(), Optional.of(problem)));
  }

  private Uni<Done> open(
      SqlTx tx,
      Caller caller,
      Id id,
      Patients.Found patient,
      String visit,
      BillRequest request,
      List<NewLine> lines) {
    Id institution = caller.ownInstitution();
    NewBill bill =
        new NewBill(
            id,
            new Payable(Payable.HOSPITAL_BILL, id),
            institution,
            patient.residentId(),
            patient.recordId(),
            request.titleOrDefault(),
            visit,
            Optional.ofNullable(request.insurance()),
            lines,
            Optional.empty());
    return claim(tx, institution, request.externalId(), id)
        .chain(claimed -> store.insert(tx, bill, Optional.of(request.externalId())))
        .chain(opened -> tx.audit(AuditEntry.of(caller, "bill.opened", id)))
        .replaceWith(new Done(id));
  }

  private static Uni<Void> claim(SqlTx tx, Id institution, String externalId, Id bill) {
    return tx.query(
            """
            insert into bill_claim (bucket, institution_id, external_id, bill_id)
            values ($1, $2, $3, $4) on conflict do nothing returning bill_id
            """,
            Bucket.ofKey(institution + "/" + externalId),
            institution.uuid(),
            externalId,
            bill.uuid())
        .map(RowSet::rowCount)
        .invoke(
            claimed -> {
              if (claimed == 0) {
                throw PaymentProblem.BILL_EXTERNAL_ID.problem().at("/externalId", "taken");
              }
            })
        .replaceWithVoid();
  }

  /** Another version of an open bill's lines and, where given, of how it is to be insured. */
  Uni<BillView> amend(
      Caller caller, String text, Optional<InsuranceTerms> insurance, List<NewLine> lines) {
    return staff
        .published(caller.ownInstitution(), insurance)
        .chain(
            known ->
                database.tx(
                    tx ->
                        store
                            .lockOwn(tx, caller, text)
                            .chain(bill -> amend(tx, caller, bill, insurance, lines))))
        .chain(this::view);
  }

  private Uni<Id> amend(
      SqlTx tx,
      Caller caller,
      BillStore.Head bill,
      Optional<InsuranceTerms> insurance,
      List<NewLine> lines) {
    open(bill);
    insurance.ifPresent(terms -> sameVisit(bill, terms));
    return store
        .amend(tx, bill, insurance.or(bill::insurance), lines, "amended")
        .chain(amended -> plans.closeAll(tx, bill.id()))
        .chain(amended -> tx.audit(AuditEntry.of(caller, "bill.amended", bill.id())))
        .replaceWith(bill.id());
  }

  /** The bills of a visit are one family, so a bill stays with the visit it was opened for. */
  private static void sameVisit(BillStore.Head bill, InsuranceTerms terms) {
    if (!terms.visitId().equals(bill.visitId())) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/insurance/visitId", "differs");
    }
  }

  private static void open(BillStore.Head bill) {
    if (bill.status() == BillStatus.PAYING) {
      throw PaymentProblem.PAYMENT_IN_PROGRESS.problem();
    }
    if (bill.status() != BillStatus.OPEN) {
      throw PaymentProblem.BILL_NOT_OPEN.problem();
    }
  }

  /**
   * Takes a bill back for the window. One that is being paid is not: its payment is given up where
   * nothing has been paid yet, and asking again a little later finds the bill free. A key that is
   * missing, or was another command's, gives nothing up.
   */
  Uni<BillView> takeBack(Caller caller, String key, String text) {
    Id id = BillStore.id(text);
    return idempotent.answering(
        new Idempotent.Command(
            caller, "bills.take-back", key, Map.of("id", id), () -> id, () -> giveUp(caller, id)),
        Done.class,
        (same, tx) -> store.lockOwn(tx, caller, text).chain(bill -> takeBack(tx, caller, bill)),
        BillView.class,
        done -> view(done.billId()));
  }

  private Uni<Void> giveUp(Caller caller, Id id) {
    return store
        .find(id)
        .map(found -> found.filter(bill -> bill.belongsTo(caller)))
        .map(found -> found.filter(bill -> bill.status() == BillStatus.PAYING))
        .map(found -> found.flatMap(BillStore.Head::paymentId))
        .chain(
            payment ->
                payment.isEmpty() ? Uni.createFrom().voidItem() : giveUpPayment(payment.get()));
  }

  private Uni<Void> giveUpPayment(Id payment) {
    return database
        .tx(
            tx ->
                driver.change(
                    tx,
                    payment,
                    p ->
                        p.legs().stream().allMatch(leg -> leg.moved() == 0)
                            ? p.cancel(Courses.CANCELLED).soon()
                            : p))
        .chain(changed -> payments.nudged(payment));
  }

  private Uni<Done> takeBack(SqlTx tx, Caller caller, BillStore.Head bill) {
    if (bill.status() == BillStatus.TAKEN_BACK) {
      return Uni.createFrom().item(new Done(bill.id()));
    }
    open(bill);
    return store
        .move(tx, bill, BillStatus.TAKEN_BACK, "taken-back")
        .chain(moved -> plans.closeAll(tx, bill.id()))
        .chain(moved -> tx.audit(AuditEntry.of(caller, "bill.taken-back", bill.id())))
        .replaceWith(new Done(bill.id()));
  }

  /**
   * Takes in what proves the claims on insurers that a bill's payment has; answers for how many it
   * is kept.
   */
  Uni<Integer> prove(Caller caller, String text, ClaimDocument document) {
    return own(caller, text)
        .chain(
            bill ->
                bill.paymentId()
                    .map(payment -> prove(caller, bill, payment, document))
                    .orElseGet(() -> Uni.createFrom().item(0)));
  }

  private Uni<Integer> prove(
      Caller caller, BillStore.Head bill, Id payment, ClaimDocument document) {
    return database
        .tx(
            tx ->
                proofs
                    .add(tx, payment, document)
                    .call(
                        kept ->
                            kept.changed()
                                ? tx.audit(
                                    AuditEntry.of(caller, "bill.proved", bill.id())
                                        .with("kind", document.kind().name()))
                                : Uni.createFrom().voidItem()))
        .map(Proofs.Kept::claims)
        .call(() -> payments.nudged(payment));
  }

  Uni<BillView> get(Caller caller, String text) {
    return own(caller, text).chain(this::view);
  }

  private Uni<BillStore.Head> own(Caller caller, String text) {
    return store
        .find(BillStore.id(text))
        .map(
            found ->
                found
                    .filter(bill -> bill.belongsTo(caller))
                    .orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  private Uni<BillView> view(Id id) {
    return store
        .find(id)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(this::view);
  }

  private Uni<BillView> view(BillStore.Head bill) {
    return store.lines(bill.id(), bill.version()).map(lines -> BillView.of(bill, lines));
  }
}
