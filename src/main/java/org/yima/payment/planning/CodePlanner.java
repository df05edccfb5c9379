package org.yima.payment.planning;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.payment.NewLine;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.LegKind;
import org.yima.payment.plan.Allocation;
import org.yima.payment.plan.PlanDocument;
import org.yima.payment.plan.PlanShares;
import org.yima.payment.plan.PlanView;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/**
 * Plans of what is paid by the code that somebody shows. Nothing is known of them but that they are
 * there, so they pay all of the bill in cash: no insurance and no policy is theirs to bring in.
 */
@ApplicationScoped
public class CodePlanner {
  /** As long as the wallet lets a code live, and a cashier waits for a password. */
  private static final Duration LIFE = Duration.ofMinutes(1);

  private final Database database;
  private final Institutions institutions;
  private final BillStore bills;
  private final PlanStore store;
  private final Ids ids;
  private final Clock clock;

  CodePlanner(
      Database database,
      Institutions institutions,
      BillStore bills,
      PlanStore store,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.institutions = institutions;
    this.bills = bills;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes a plan and stores it; fails with {@code plan.no-merchant} for an institution without one.
   *
   * @param terminal where the code was shown
   */
  public Uni<PlanStore.Plan> plan(BillStore.Head bill, Id terminal) {
    return institutions
        .get(bill.institutionId())
        .invoke(CodePlanner::mustTakeWallets)
        .chain(() -> bills.lines(bill.id(), bill.version()))
        .map(lines -> plan(bill, lines, terminal))
        .call(
            plan ->
                database.tx(
                    tx -> store.closeReplaced(tx, plan).chain(() -> store.insert(tx, plan))));
  }

  private static void mustTakeWallets(Institution institution) {
    if (!institution.takesWallets()) {
      throw PaymentProblem.PLAN_NO_MERCHANT.problem();
    }
  }

  private PlanStore.Plan plan(BillStore.Head bill, List<NewLine> lines, Id terminal) {
    Id id = ids.beside(IdType.PLAN, bill.id());
    PlanShares shares = PlanShares.of(bill.total().value(), Optional.empty(), 0);
    PlanView view =
        PlanView.of(
            id,
            expiry(bill),
            new PlanView.BillRef(bill.id(), bill.version()),
            shares,
            Allocation.of(lines.stream().map(CodePlanner::line).toList(), shares),
            List.of(new PlanView.PlanLeg(LegKind.WALLET.name(), shares.selfPay())),
            List.of());
    return new PlanStore.Plan(
        id,
        bill.id(),
        bill.version(),
        Optional.empty(),
        Optional.empty(),
        true,
        new PlanDocument(view, Optional.empty(), List.of(), Optional.empty(), List.of()),
        new JsonObject().put("wallet", LegContext.shown(bill.title(), terminal).values()),
        view.expiresAt());
  }

  private OffsetDateTime expiry(BillStore.Head bill) {
    OffsetDateTime end = OffsetDateTime.now(clock).plus(LIFE);
    return bill.payBefore().filter(end::isAfter).orElse(end);
  }

  private static Allocation.Line line(NewLine line) {
    return new Allocation.Line(line.lineNo(), line.code(), line.name(), line.amount().value(), 0);
  }
}
