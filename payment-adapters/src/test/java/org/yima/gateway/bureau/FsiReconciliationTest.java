package org.yima.gateway.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.Difference;
import org.yima.gateway.insurance.Done;
import org.yima.gateway.insurance.FileKey;
import org.yima.gateway.insurance.InsuranceReconciliation.Verdict;
import org.yima.gateway.insurance.StatementRow;
import org.yima.gateway.insurance.StatementScope;
import org.yima.gateway.insurance.Totals;
import org.yima.gateway.tck.BureauSection;
import org.yima.gateway.tck.FsiVisits;
import org.yima.gateway.tck.SandboxWorld;

/** Reconciliation against the sandbox's bureau, which judges by its own books. */
class FsiReconciliationTest {
  private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

  /** A day may end meanwhile. */
  private final StatementScope scope =
      new StatementScope(BureauSection.AREA, today, today.plusDays(1));

  private SandboxWorld world;
  private FsiVisits visits;
  private FsiReconciliation reconciliation;

  @BeforeEach
  void start(@TempDir Path folder) {
    world =
        SandboxWorld.start(
            folder, Map.of("bureau", BureauSection.of(folder, "http://127.0.0.1:9/6302")));
    visits = new FsiVisits(world, "990101199001010019", "甲", "");
    reconciliation = with(ReconciliationProfile.usual());
  }

  private FsiReconciliation with(ReconciliationProfile profile) {
    return new FsiReconciliation(
        BureauSection.fsi(world.uri()), profile, InstantSource.system(), new SecureRandom());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private List<StatementRow> settled() {
    assertThat(visits.settleAndShow("A1")).isTrue();
    assertThat(visits.settleAndShow("A2")).isTrue();
    return List.of(visits.rowsOf("A1").get(0), visits.rowsOf("A2").get(0));
  }

  private Outcome<Verdict> totals(List<StatementRow> rows, String area) {
    BureauCall call = visits.call("3201" + rows.hashCode() + area);
    return reconciliation.judgeTotals(
        new BureauCall(call.msgid(), call.institution(), area),
        scope,
        "310",
        "11",
        Totals.of(rows));
  }

  private List<Difference> differences(FsiReconciliation by, List<StatementRow> rows) {
    String id = "" + rows.hashCode();
    return by.sendDetails(visits.call("9101" + id), "rows", rows)
        .then(file -> by.judgeDetails(visits.call("3202" + id), scope, file, Totals.of(rows)))
        .then(file -> by.differences(visits.call("9102" + id), file))
        .toOptional()
        .orElseThrow();
  }

  @Test
  void totalsAreEqualOrNotPerArea() {
    List<StatementRow> rows = settled();
    assertThat(totals(rows, BureauSection.AREA)).isEqualTo(Outcome.succeeded(Verdict.EQUAL));
    assertThat(totals(rows.subList(0, 1), BureauSection.AREA))
        .isEqualTo(Outcome.succeeded(Verdict.DIFFERENT));
    assertThat(totals(rows, "990199")).isEqualTo(Outcome.succeeded(Verdict.DIFFERENT));
    assertThat(totals(List.of(), "990199")).isEqualTo(Outcome.succeeded(Verdict.EQUAL));
  }

  @Test
  void everyKindOfDifferenceComesBack() {
    List<StatementRow> rows = settled();
    StatementRow first = rows.get(0);
    StatementRow second = rows.get(1);
    StatementRow changed =
        new StatementRow(
            second.setlId(),
            second.mdtrtId(),
            second.psnNo(),
            second.totalFen(),
            second.fundFen() - 1,
            second.accountFen() + 1,
            second.hospitalFen(),
            false);
    StatementRow invented =
        new StatementRow("NONE", second.mdtrtId(), second.psnNo(), 100, 100, 0, 0, false);
    assertThat(differences(reconciliation, List.of(changed, invented)))
        .containsExactlyInAnyOrder(
            difference(Difference.Kind.BUREAU_ONLY, first),
            difference(Difference.Kind.AMOUNTS, second),
            difference(Difference.Kind.OURS_ONLY, invented));
    assertThat(differences(reconciliation, rows)).isEmpty();
  }

  private static Difference difference(Difference.Kind kind, StatementRow row) {
    return new Difference(
        kind,
        row.setlId(),
        row.mdtrtId(),
        row.psnNo(),
        row.totalFen(),
        row.fundFen(),
        row.accountFen(),
        row.reversal());
  }

  /** The file has no column for it: what the person paid is in the sums alone. */
  @Test
  void cashAndAccountsOfADayAreJudgedWithItsDetails() {
    List<StatementRow> rows = settled();
    FileKey file =
        reconciliation.sendDetails(visits.call("cash"), "rows", rows).toOptional().orElseThrow();
    Totals right = Totals.of(rows);
    assertThat(right.cashFen())
        .as("the insured's part above the limit, without the institution's")
        .isEqualTo(2 * FsiVisits.CASH);
    for (long[] off : new long[][] {{1, 0}, {0, 1}}) {
      Totals wrong =
          new Totals(
              right.totalFen(),
              right.fundFen(),
              right.accountFen() + off[0],
              right.cashFen() + off[1],
              right.count());
      assertThat(reconciliation.judgeDetails(visits.call("off" + off[0]), scope, file, wrong))
          .isInstanceOf(Outcome.Declined.class);
    }
    assertThat(reconciliation.judgeDetails(visits.call("right"), scope, file, right).isFinal())
        .isTrue();
  }

  @Test
  void aFileGoesInBase64WhereABureauWantsIt() {
    ReconciliationProfile usual = ReconciliationProfile.usual();
    FsiReconciliation other =
        with(
            new ReconciliationProfile(
                usual.equal(), usual.different(), usual.kinds(), false, usual.charset(), true));
    assertThat(differences(other, settled())).isEmpty();
  }

  @Test
  void whatIsNotThereIsDeclinedAndWhatIsNotReadableIsUnknown() {
    assertThat(reconciliation.differences(visits.call("x"), new FileKey("FILE1", "none.zip")))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "not-found"));
    List<StatementRow> rows = settled();
    FileKey details =
        reconciliation.sendDetails(visits.call("y"), "rows", rows).toOptional().orElseThrow();
    assertThat(reconciliation.differences(visits.call("z"), details))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    StatementRow tab = new StatementRow("A\tB", "M", "P", 1, 1, 0, 0, false);
    assertThatThrownBy(() -> reconciliation.sendDetails(visits.call("t"), "rows", List.of(tab)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSignInLastsUntilItsSignOut() {
    FsiMedicalInsurance bureau =
        new FsiMedicalInsurance(
            BureauSection.fsi(world.uri()), InstantSource.system(), new SecureRandom());
    String number =
        bureau
            .signIn(visits.call("9001"), "00-00-00-00-00-00", "127.0.0.1")
            .toOptional()
            .orElseThrow();
    BureauCall call = visits.call("9002");
    BureauCall signed =
        new BureauCall(call.msgid(), call.institution(), call.insuredArea(), number);
    assertThat(bureau.signOut(signed)).isEqualTo(Outcome.succeeded(Done.DONE));
    BureauCall later = visits.call("later");
    assertThat(
            bureau.signOut(
                new BureauCall(later.msgid(), later.institution(), later.insuredArea(), number)))
        .isInstanceOf(Outcome.Declined.class);
  }
}
