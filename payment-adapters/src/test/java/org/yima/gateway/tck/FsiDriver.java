package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.Outcome;
import org.yima.gateway.bureau.FsiReconciliation;
import org.yima.gateway.bureau.ReconciliationProfile;
import org.yima.gateway.insurance.FileKey;
import org.yima.gateway.insurance.InsuranceReconciliation;
import org.yima.gateway.insurance.InsuranceReconciliation.Verdict;
import org.yima.gateway.insurance.SettlementStatus;
import org.yima.gateway.insurance.StatementRow;
import org.yima.gateway.insurance.StatementScope;
import org.yima.gateway.insurance.Totals;

/**
 * The provider interface: register, tell, upload, settle; reversed by 2208, judged by 3201, 3202.
 */
final class FsiDriver implements Stating {
  private final SandboxWorld world;
  private final FsiVisits insured;
  private final FsiVisits inHospital;
  private final InsuranceReconciliation reconciliation;
  private final LocalDate began = FsiVisits.today();

  /** Every number that was paid with, and the number of its refund or empty text. */
  private final Map<String, String> refunds = new LinkedHashMap<>();

  FsiDriver(SandboxWorld world) {
    this.world = world;
    // Nobody else's bills are theirs: an account with money would pay what is left for them.
    this.insured = new FsiVisits(world, "99010119910202003X", "甲", "");
    this.inHospital = new FsiVisits(world, "990101198505050028", "乙", "IN_HOSPITAL");
    this.reconciliation =
        new FsiReconciliation(
            BureauSection.fsi(world.uri()),
            ReconciliationProfile.usual(),
            InstantSource.system(),
            new SecureRandom());
  }

  @Override
  public String name() {
    return "Bureau, provider interface";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.of(new OutsideCheck("sha256sum, curl (signature, envelope)", "FsiShellTest"));
  }

  @Override
  public SandboxWorld world() {
    return world;
  }

  @Override
  public String channel() {
    return "bureau";
  }

  @Override
  public Map<Step, String> calls() {
    return Map.of(Step.PAY, "2207", Step.FIND, "5203", Step.REFUND, "2208");
  }

  @Override
  public void hurry() {
    insured.hurry();
  }

  /** A bureau reports nothing by itself, and nothing waits there for a payer. */
  @Override
  public Set<Case> cases() {
    return EnumSet.complementOf(
        EnumSet.of(
            Case.LATE_NOTIFICATION,
            Case.FORGED_NOTIFICATION,
            Case.OTHERS_NOTIFICATION,
            Case.BEGUN_TWICE,
            Case.CLOSED_UNKNOWN,
            Case.CLOSED_PAID,
            Case.REVERSED,
            Case.REFUND_FOUND,
            Case.REFUND_HELD));
  }

  @Override
  public long fen() {
    return FsiVisits.FUND;
  }

  @Override
  public long back() {
    return FsiVisits.FUND;
  }

  @Override
  public Standing pay(String number) {
    refunds.putIfAbsent(number, "");
    return Standing.of(insured.settle(number), Standing.PAID);
  }

  @Override
  public Standing payRefused(String number) {
    return Standing.of(inHospital.settle(number), Standing.PAID);
  }

  /** Who is in hospital is not let register. */
  @Override
  public boolean findsRefused() {
    return false;
  }

  @Override
  public Standing find(String number) {
    Outcome<SettlementStatus> found = insured.find(number);
    return found
        .toOptional()
        .map(
            status ->
                switch (status.state()) {
                  case NOT_FOUND -> Standing.NOT_THERE;
                  case SETTLED -> Standing.PAID;
                  case REVERSED -> Standing.RETURNED;
                })
        .orElseGet(() -> Standing.of(found, Standing.PAID));
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    refunds.put(number, refundNumber);
    return Standing.of(insured.reverse(number, refundNumber + refunds.size()), Standing.RETURNED);
  }

  @Override
  public long moved() {
    return world.balance("bureau", "institution:" + BureauSection.HOSPITAL);
  }

  /**
   * Ours, as they were booked from what the bureau answered, go up and have to be found equal; then
   * they are the bureau's, too.
   */
  @Override
  public List<Booked> statement() {
    List<StatementRow> rows = new ArrayList<>();
    List<Booked> booked = new ArrayList<>();
    refunds.forEach(
        (number, refund) -> {
          for (StatementRow row : insured.rowsOf(number)) {
            rows.add(row);
            booked.add(
                new Booked(
                    row.reversal() ? refund : number,
                    Math.addExact(row.fundFen(), row.accountFen())));
          }
        });
    List<StatementRow> other = new ArrayList<>(rows);
    other.set(0, fenMore(rows.get(0)));
    assertThat(isEqual(other, "other")).as("a fen more in one row").isFalse();
    return isEqual(rows, "") ? booked : List.of();
  }

  private static StatementRow fenMore(StatementRow row) {
    return new StatementRow(
        row.setlId(),
        row.mdtrtId(),
        row.psnNo(),
        row.totalFen() + 1,
        row.fundFen() + 1,
        row.accountFen(),
        row.hospitalFen(),
        row.reversal());
  }

  /** Whether the bureau finds nothing in our rows that differs, by 3201 and by 3202. */
  private boolean isEqual(List<StatementRow> rows, String step) {
    StatementScope scope = new StatementScope(BureauSection.AREA, began, FsiVisits.today());
    Totals totals = Totals.of(rows);
    Verdict verdict =
        reconciliation
            .judgeTotals(insured.call("3201" + step), scope, "310", "11", totals)
            .toOptional()
            .orElseThrow();
    FileKey differences =
        reconciliation
            .sendDetails(insured.call("9101" + step), "tck", rows)
            .then(
                file ->
                    reconciliation.judgeDetails(insured.call("3202" + step), scope, file, totals))
            .toOptional()
            .orElseThrow();
    boolean none =
        reconciliation
            .differences(insured.call("9102" + step), differences)
            .toOptional()
            .orElseThrow()
            .isEmpty();
    assertThat(none).as("totals and details say the same").isEqualTo(verdict == Verdict.EQUAL);
    return none;
  }
}
