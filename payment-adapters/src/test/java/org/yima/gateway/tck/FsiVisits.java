package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.yima.gateway.insurance.Reversed;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurance.SettlementKey;
import org.yima.gateway.insurance.SettlementStatus;
import org.yima.gateway.insurance.StatementRow;
import org.yima.gateway.insurance.VisitRecord;

/**
 * Visits of an insured person at the provider interface: one bill each, of one line above its price
 * limit, which fund, institution and insured share. The same number is always sent with the same
 * messages. What was settled and reversed is booked as a hospital would: from the answer, or, where
 * that was lost, from what is found later.
 */
public final class FsiVisits {
  /** What the fund bears, and all that the bureau moves. */
  public static final long FUND = 4_000;

  /** What the institution bears of what is above the limit. */
  public static final long BORNE = 600;

  /** What is left for the insured. */
  public static final long CASH = 400;

  private static final long FEN = FUND + BORNE + CASH;
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
  private final Map<String, StatementRow> booked = new HashMap<>();
  private final Set<String> reversed = new HashSet<>();

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
            Map.of(
                "idNumber",
                idNumber,
                "name",
                name,
                "ratio",
                "1",
                "ceiling",
                1_000_000_000L,
                "hospitalOverLimitRatio",
                "0.6"));
    if (!refusal.isEmpty()) {
      body.put("refusal", refusal);
    }
    assertThat(
            world
                .control(
                    "catalogue",
                    Map.of("code", "FSI01", "insuranceClass", "01", "priceLimit", FUND))
                .path("code")
                .asText())
        .isEqualTo("FSI01");
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
    Outcome<Settlement> settled = settling(number);
    settled.toOptional().ifPresent(settlement -> book(number, settlement));
    return settled;
  }

  private void book(String number, Settlement settlement) {
    booked.putIfAbsent(number, StatementRow.settled(psnNo, settlement));
  }

  /** Reverses what was settled (2208), with a message of its own. */
  Outcome<Reversed> reverse(String number, String step) {
    Outcome<Reversed> outcome = deciding().reverse(call("2208" + step), key(number));
    outcome.toOptional().ifPresent(done -> reversed.add(number));
    return outcome;
  }

  private Outcome<Settlement> settling(String number) {
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

  /** What our statement has of a number: what was settled, and reversed of it. */
  public List<StatementRow> rowsOf(String number) {
    StatementRow row = booked.get(number);
    if (row == null) {
      return List.of();
    }
    return reversed.contains(number) ? List.of(row, row.reversed()) : List.of(row);
  }

  Outcome<SettlementStatus> find(String number) {
    Registration there = registered.get(number);
    Outcome<SettlementStatus> found =
        deciding()
            .querySettlement(
                call("5203" + number + ++sequence),
                SettlementKey.byMessage(psnNo, there.mdtrtId(), call("2207" + number).msgid()));
    found.toOptional().ifPresent(status -> book(number, status));
    return found;
  }

  private void book(String number, SettlementStatus status) {
    status.settlement().ifPresent(settlement -> book(number, settlement));
    if (status.state() == SettlementStatus.State.REVERSED) {
      reversed.add(number);
    }
  }

  private SettlementKey key(String number) {
    String setlId =
        find(number)
            .toOptional()
            .flatMap(SettlementStatus::settlement)
            .flatMap(Settlement::setlId)
            .orElseThrow();
    return SettlementKey.byNumber(psnNo, registered.get(number).mdtrtId(), setlId);
  }

  static LocalDate today() {
    return LocalDate.now(ZoneId.of("Asia/Shanghai"));
  }
}
