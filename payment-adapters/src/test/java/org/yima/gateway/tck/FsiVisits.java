package org.yima.gateway.tck;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.Outcome;
import org.yima.gateway.bureau.FsiMedicalInsurance;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.FeeBatch;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.InsuranceCredential;
import org.yima.gateway.insurance.MedicalInsurance;
import org.yima.gateway.insurance.MessageId;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.Registration;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurance.SettlementKey;
import org.yima.gateway.insurance.SettlementStatus;
import org.yima.gateway.insurance.StatementRow;
import org.yima.gateway.insurance.VisitRecord;

/**
 * Visits of an insured person at the provider interface: one bill each, wholly borne by the fund.
 * The same number is always sent with the same messages.
 */
public final class FsiVisits {
  static final long FEN = 5_000;
  private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 9, 0);
  private static final BureauCall.Institution HOSPITAL =
      new BureauCall.Institution(BureauSection.HOSPITAL, "第一医院", BureauSection.AREA, "yima", "医码");
  private static int sequence;
  private final Patience<MedicalInsurance> patience;
  private final MedicalInsurance bureau;
  private final InsuranceCredential credential;
  private final String psnNo;
  private final Map<String, String> msgids = new HashMap<>();
  private final Map<String, Registration> registered = new HashMap<>();

  public FsiVisits(SandboxWorld world, String idNumber, String name, String refusal) {
    patience =
        new Patience<>(
            calls ->
                new FsiMedicalInsurance(
                    BureauSection.fsi(world.uri(), calls),
                    InstantSource.system(),
                    new SecureRandom()));
    bureau = patience.usual();
    credential =
        new InsuranceCredential(InsuranceCredential.Kind.ID_CARD, idNumber, idNumber, name);
    Map<String, Object> body =
        new HashMap<>(
            Map.of("idNumber", idNumber, "name", name, "ratio", "1", "ceiling", 1_000_000_000L));
    if (!refusal.isEmpty()) {
      body.put("refusal", refusal);
    }
    psnNo = world.control("insured", body).path("psnNo").asText();
  }

  /** A new message, or the one that this step of this number had before. */
  public BureauCall call(String step) {
    String msgid =
        msgids.computeIfAbsent(
            step, unused -> MessageId.of(BureauSection.HOSPITAL, AT, ++sequence));
    return new BureauCall(msgid, HOSPITAL, BureauSection.AREA);
  }

  /** For the one call that decides. */
  MedicalInsurance deciding() {
    return patience.deciding();
  }

  void hurry() {
    patience.hurry();
  }

  /** Everything up to the settlement, and that. */
  Outcome<Settlement> settle(String number) {
    return bureau
        .register(
            call("2201" + number),
            new Register(psnNo, "310", credential, number, AT, Optional.empty(), Optional.empty()))
        .then(
            there -> {
              registered.put(number, there);
              return bureau.recordVisit(call("2203" + number), visit(there));
            })
        .then(done -> bureau.uploadDetails(call("2204" + number), fees(number)))
        .then(
            facts ->
                deciding()
                    .settle(
                        call("2207" + number),
                        new SettleOrder(
                            psnNo,
                            registered.get(number).mdtrtId(),
                            number,
                            credential,
                            "310",
                            "11",
                            FEN,
                            true,
                            "I" + number,
                            SettleOrder.Scope.of(facts))));
  }

  private VisitRecord visit(Registration registration) {
    return new VisitRecord(
        registration.mdtrtId(),
        psnNo,
        "11",
        AT,
        "",
        List.of(
            new VisitRecord.Diagnosis(
                "J06.900", "急性上呼吸道感染", Optional.empty(), Optional.empty(), AT)));
  }

  private FeeUpload fees(String number) {
    return new FeeUpload(
        new FeeBatch(registered.get(number).mdtrtId(), psnNo, number),
        List.of(
            new FeeUpload.Line(
                number + "-1",
                "FSI01",
                "OWN01",
                "01",
                "项目",
                FEN,
                BigDecimal.ONE,
                BigDecimal.valueOf(FEN, 2),
                AT,
                "",
                Optional.empty(),
                Optional.empty(),
                true)));
  }

  /** Whether a bill of this number was settled. */
  public boolean settleAndShow(String number) {
    return settle(number).toOptional().isPresent();
  }

  /** What a statement has of a number. */
  public List<StatementRow> rowsOf(String number) {
    return rows(number);
  }

  Outcome<SettlementStatus> find(String number) {
    Registration there = registered.get(number);
    return deciding()
        .querySettlement(
            call("5203" + number + ++sequence),
            SettlementKey.byMessage(psnNo, there.mdtrtId(), call("2207" + number).msgid()));
  }

  SettlementKey key(String number) {
    String setlId =
        find(number)
            .toOptional()
            .flatMap(SettlementStatus::settlement)
            .flatMap(Settlement::setlId)
            .orElseThrow();
    return SettlementKey.byNumber(psnNo, registered.get(number).mdtrtId(), setlId);
  }

  /** What was settled of a number, and reversed of it. */
  List<StatementRow> rows(String number) {
    if (!registered.containsKey(number)) {
      return List.of();
    }
    SettlementStatus status = find(number).toOptional().orElseThrow();
    return switch (status.state()) {
      case NOT_FOUND -> List.of();
      case SETTLED -> List.of(row(status, 1));
      case REVERSED -> List.of(row(status, 1), row(status, -1));
    };
  }

  private StatementRow row(SettlementStatus status, int sign) {
    Settlement settlement = status.settlement().orElseThrow();
    return new StatementRow(
        settlement.setlId().orElseThrow(),
        settlement.mdtrtId(),
        psnNo,
        sign * settlement.totalFen(),
        sign * settlement.fundFen(),
        sign * Math.addExact(settlement.accountFen(), settlement.mutualAidFen()),
        sign < 0);
  }

  static LocalDate today() {
    return LocalDate.now(ZoneId.of("Asia/Shanghai"));
  }
}
