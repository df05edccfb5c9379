package org.yima.gateway.paymentcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.MaskedName;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.insurance.Done;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.mobilepay.Authorisation;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.OrderKey;
import org.yima.gateway.mobilepay.OrderPlacement;
import org.yima.gateway.mobilepay.OrderState;
import org.yima.gateway.mobilepay.PayOrder;
import org.yima.gateway.mobilepay.RefundRequest;
import org.yima.gateway.mobilepay.Refunded;
import org.yima.gateway.mobilepay.SettlementKind;
import org.yima.gateway.mobilepay.Split;
import org.yima.gateway.mobilepay.Uploaded;
import org.yima.gateway.tck.BureauSection;
import org.yima.gateway.tck.MobileBills;
import org.yima.gateway.tck.SandboxWorld;

/** The payment centre's adapter against the sandbox's centre, over HTTP. */
class PaymentCentreTest {
  private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 12, 0);
  private static final String ID_NUMBER = "990101199001010019";
  private static final String RELATIVE = "990101198505050028";
  private static SandboxWorld world;
  private static int numbers;
  private final PaymentCentre centre =
      new PaymentCentre(BureauSection.centre(world.uri()), InstantSource.system());
  private final MobileBills bills = new MobileBills(world, ID_NUMBER, "甲");
  private BillUpload bill;
  private Uploaded uploaded;

  @BeforeAll
  static void start(@TempDir Path folder) {
    world =
        SandboxWorld.start(
            folder, Map.of("bureau", BureauSection.of(folder, "http://127.0.0.1:9/6302")));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /** 80.00 in scope: the fund bears 56.00, the account 10.00; 14.00 and 20.00 are own. */
  @BeforeEach
  void insured() {
    bills.insure(1_000, "0.7", "");
    numbers++;
    bill = bills.bill("N" + numbers, 8_000, 2_000);
  }

  private Uploaded uploaded() {
    uploaded = centre.upload(bill).toOptional().orElseThrow();
    return uploaded;
  }

  private Outcome<PayOrder> placed() {
    return centre.place(MobileBills.placement(bill, uploaded()));
  }

  private PayOrder ordered() {
    return placed().toOptional().orElseThrow();
  }

  private void isOrdered() {
    assertThat(ordered().state()).isEqualTo(OrderState.PRE_SETTLED);
  }

  private OrderKey key() {
    return bills.key(uploaded);
  }

  private int pay() {
    return world
        .control("mobile-orders/" + uploaded.payOrdId() + "/pay", Map.of())
        .path("ordStas")
        .asInt();
  }

  private void script(String script) {
    assertThat(
            world
                .control(
                    "mobile-orders/" + uploaded.payOrdId() + "/script", Map.of("script", script))
                .path("payOrdId")
                .asText())
        .isEqualTo(uploaded.payOrdId());
  }

  private PayOrder asked() {
    return centre.query(key()).toOptional().orElseThrow();
  }

  @Test
  void aBillIsDividedPaidAndReturned() {
    PayOrder order = ordered();
    assertThat(order.state()).isEqualTo(OrderState.PRE_SETTLED);
    Split split = new Split(10_000, 3_400, 1_000, 5_600, 0);
    assertThat(order.split()).contains(split);
    assertThat(asked().revsToken()).isEmpty();
    assertThat(pay()).isEqualTo(4);
    PayOrder paid = asked();
    assertThat(paid.state()).isEqualTo(OrderState.INSURANCE_PAID);
    assertThat(paid.kind()).contains(SettlementKind.ALL);
    assertThat(paid.ownNumber()).contains(bill.ownNumber());
    assertThat(paid.tracedAt()).isPresent();
    assertThat(paid.revsToken()).isPresent();
    RefundRequest all =
        RefundRequest.all(key(), "R" + numbers, AT, split, bills.authorisation(), "退费");
    assertThat(
            centre.refund(
                RefundRequest.all(key(), "RU" + numbers, AT, split, bill.authorisation(), "退费")))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(centre.refund(all))
        .isEqualTo(
            Outcome.succeeded(
                new Refunded(paid.payOrdId(), "R" + numbers, SettlementKind.ALL, 10_000)));
    assertThat(asked().state()).isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void anOrderIsTakenBackUntilItIsPaid() {
    isOrdered();
    assertThat(centre.revoke(key())).isEqualTo(Outcome.succeeded(Done.DONE));
    assertThat(centre.revoke(key())).isEqualTo(Outcome.succeeded(Done.DONE));
    assertThat(asked().state()).isEqualTo(OrderState.REVOKED);
    insured();
    isOrdered();
    assertThat(pay()).isEqualTo(4);
    assertThat(centre.revoke(key()))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "settled"));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_INSURED, NOT_INSURED",
    "CREDENTIAL_NOT_ACTIVATED, CREDENTIAL_NOT_ACTIVATED",
    "DETAILS_SUM_OFF, DETAILS_SUM_DIFFERS",
    "MAINTENANCE, BUSY"
  })
  void anUploadIsRefusedForAReason(String refusal, DeclineReason reason) {
    bills.insure(1_000, "0.7", refusal);
    assertThat(centre.upload(bill))
        .isInstanceOfSatisfying(
            Outcome.Declined.class, declined -> assertThat(declined.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "SUSPENDED, INSURANCE_SUSPENDED",
    "IN_HOSPITAL, IN_HOSPITAL",
    "NOT_FILED_CROSS_PROVINCE, NOT_FILED_ELSEWHERE",
    "INSTITUTION_NOT_DESIGNATED, NOT_DESIGNATED",
    "DISEASE_NOT_REGISTERED, DISEASE_NOT_REGISTERED",
    "QUOTA_USED, QUOTA_USED",
    "FAMILY_ACCOUNT_NOT_BOUND, FAMILY_ACCOUNT_NOT_BOUND"
  })
  void anOrderIsRefusedForAReason(String refusal, DeclineReason reason) {
    bills.insure(1_000, "0.7", refusal);
    assertThat(placed())
        .isInstanceOfSatisfying(
            Outcome.Declined.class, declined -> assertThat(declined.reason()).isEqualTo(reason));
  }

  private static void family(List<String> members) {
    new MobileBills(world, RELATIVE, "李四").insure(0, "0.7", "");
    assertThat(
            world
                .control("families", Map.of("payer", RELATIVE, "members", members, "balance", 500))
                .path("members")
                .asInt())
        .isEqualTo(members.size());
  }

  @Test
  void whoseAccountTheFamilysWasIsToldMasked() {
    family(List.of(ID_NUMBER));
    try {
      assertThat(ordered().mutualAidPayer().map(MaskedName::text)).contains("李*");
      assertThat(asked().mutualAidPayer().map(MaskedName::text)).contains("李*");
      assertThat(asked().toString()).doesNotContain("李");
      assertThat(asked().split().orElseThrow().accountFen())
          .as("with the family's")
          .isEqualTo(1_500);
    } finally {
      family(List.of());
    }
  }

  @Test
  void nobodysNameIsToldWhereNoFamilyPaid() {
    assertThat(ordered().mutualAidPayer()).isEmpty();
  }

  @Test
  void anAuthorisationIsUsedUpByItsUpload() {
    assertThat(uploaded().payToken()).isNotEmpty();
    numbers++;
    BillUpload second =
        new BillUpload(
            bill.orgCodg(),
            "N" + numbers,
            bill.insured(),
            bill.visit(),
            bill.amounts(),
            bill.lines(),
            bill.authorisation(),
            Optional.empty(),
            bill.location());
    assertThat(centre.upload(second))
        .isEqualTo(Outcome.declined(DeclineReason.AUTHORISATION_INVALID, "authorisation-invalid"));
  }

  @ParameterizedTest
  @CsvSource({"SETTLE_REFUSED, SETTLE_FAILED", "YEAR_CHANGED, SETTLE_FAILED"})
  void aRefusalAfterTheCashIsAState(String refusal, OrderState state) {
    isOrdered();
    bills.insure(1_000, "0.7", refusal);
    assertThat(pay()).isEqualTo(state.code());
    assertThat(asked().state()).isEqualTo(state);
    assertThat(asked().state().failed()).isTrue();
  }

  @Test
  void aOneSidedFailureIsAStateOfItsOwn() {
    isOrdered();
    script("one-sided");
    assertThat(pay()).isEqualTo(OrderState.ONE_SIDED.code());
    assertThat(asked().state()).isEqualTo(OrderState.ONE_SIDED);
  }

  @ParameterizedTest
  @CsvSource({
    "RESET_BEFORE, CONNECTION",
    "RESET_AFTER, CONNECTION",
    "ERROR_AFTER, SERVER_ERROR",
    "BAD_SIGNATURE, BAD_SIGNATURE"
  })
  void whatGetsNoTrueAnswerIsUnknown(String fault, UnknownCause cause) {
    assertThat(uploaded().payToken()).isNotEmpty();
    world.fault("mobile-pay", "6202", fault);
    assertThat(centre.place(MobileBills.placement(bill, uploaded)))
        .isEqualTo(Outcome.unknown(cause));
    OrderState expected = fault.equals("RESET_BEFORE") ? OrderState.SAVED : OrderState.PRE_SETTLED;
    assertThat(asked().state()).isEqualTo(expected);
  }

  @Test
  void aRefundThatTheCentreItselfDoubtsIsUnknownAndOneThatFailedIsNot() {
    Split split = ordered().split().orElseThrow();
    assertThat(pay()).isEqualTo(4);
    RefundRequest insurance =
        RefundRequest.insurance(key(), "R" + numbers, AT, split, bills.authorisation(), "退费");
    script("refund-fail");
    assertThat(centre.refund(insurance)).isEqualTo(Outcome.declined(DeclineReason.OTHER, "FAIL"));
    assertThat(asked().state()).isEqualTo(OrderState.INSURANCE_PAID);
    script("refund-exp");
    RefundRequest again =
        RefundRequest.insurance(key(), "RX" + numbers, AT, split, bills.authorisation(), "退费");
    assertThat(centre.refund(again)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(asked().state()).isEqualTo(OrderState.ABNORMAL);
    assertThat(asked().state().insurance()).isEqualTo(OrderState.InsuranceMoney.UNKNOWN);
    script("none");
    // The hospital had not settled: what it never settled is revoked.
    assertThat(asked().state()).isEqualTo(OrderState.INSURANCE_REVOKED);
    assertThat(asked().state().insurance()).isEqualTo(OrderState.InsuranceMoney.NONE);
  }

  @Test
  void anOrderOfAnotherBillIsNotBelieved() {
    OrderPlacement placement = MobileBills.placement(bill, uploaded());
    OrderPlacement other =
        new OrderPlacement(
            placement.orgCodg(),
            placement.payOrdId(),
            placement.payToken(),
            placement.authorisation(),
            placement.ownSerial(),
            placement.batchNumber(),
            placement.feeType(),
            placement.mdtrtId(),
            placement.useAccount(),
            10_001,
            placement.location());
    assertThat(centre.place(other)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void anAnswerOfAnotherTimeOrAnotherSecretIsNotBelieved() {
    PaymentCentre early =
        new PaymentCentre(
            BureauSection.centre(world.uri()),
            InstantSource.fixed(Instant.now().minus(Duration.ofMinutes(11))));
    assertThat(early.upload(bill)).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    PaymentCentre stranger =
        new PaymentCentre(
            BureauSection.centre(
                world.uri(), "another-secret-another-secret", CentreProfile.usual()),
            InstantSource.system());
    assertThat(stranger.upload(bill)).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  /** Sealed ten minutes ahead by the centre's own clock, where five are believed. */
  @Test
  void anAnswerOfAClockThatIsAheadIsNotBelieved() {
    assertThat(uploaded().payToken()).isNotEmpty();
    PaymentCentre strict = centre(profile(Map.of(), Duration.ofMinutes(5)));
    world.fault("mobile-pay", "6301", "CLOCK_SKEW");
    assertThat(strict.query(key())).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    assertThat(strict.query(key()).isFinal()).isTrue();
  }

  private static PaymentCentre centre(CentreProfile profile) {
    return new PaymentCentre(
        BureauSection.centre(world.uri(), "4117E877F5FA0A0188891283E4B617D5", profile),
        InstantSource.system());
  }

  private static CentreProfile profile(Map<CentreFunction, String> routes, Duration answerAge) {
    CentreProfile usual = CentreProfile.usual();
    return new CentreProfile(
        routes,
        usual.wrapper(),
        usual.notificationWrapper(),
        usual.version(),
        usual.detailTime(),
        usual.zone(),
        answerAge,
        usual.notificationAge(),
        usual.dropsEmptyContainers(),
        usual.mutualAidPayer(),
        usual.upload(),
        usual.codes(),
        usual.refusals());
  }

  @Test
  void anotherProvinceHasOtherRoutes() {
    PaymentCentre there =
        centre(
            profile(
                Map.of(CentreFunction.UPLOAD, "/elsewhere"), CentreProfile.usual().answerAge()));
    assertThat(there.upload(bill)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void whatDoesNotAddUpIsNotEvenSent() {
    assertThatThrownBy(() -> new BillUpload.Amounts(100, 10, 0, 20, 71))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new BillUpload(
                    bill.orgCodg(),
                    "N",
                    bill.insured(),
                    bill.visit(),
                    bill.amounts(),
                    List.of(bill.lines().get(0)),
                    bill.authorisation(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(BillUpload.Amounts.of(new SettleOrder.Scope(10, 5, 20, 65)))
        .isEqualTo(new BillUpload.Amounts(100, 15, 5, 20, 65));
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, 1000, 5600, 3399",
    "ALL, 999, 5600, 3400",
    "HI, 1000, 5600, 1",
    "HI, 1000, 5599, 0",
    "CASH, 1, 0, 100",
    "CASH, 0, 0, 3401",
    "CASH, 0, 0, 0"
  })
  void aKindOfRefundHasItsParts(SettlementKind kind, long account, long fund, long cash) {
    OrderKey order = new OrderKey("H", "O", "T", bills.payer());
    Split split = new Split(10_000, 3_400, 1_000, 5_600, 0);
    assertThatThrownBy(
            () ->
                new RefundRequest(
                    order, "R", AT, kind, split, account, fund, cash, bill.authorisation(), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretsAndPeopleAreNotShown() {
    PayOrder order = ordered();
    assertThat(pay()).isEqualTo(4);
    Authorisation authorisation = bill.authorisation();
    String shown =
        String.join(
            " ",
            List.of(
                bill.toString(),
                bill.insured().toString(),
                bill.visit().toString(),
                uploaded.toString(),
                order.toString(),
                asked().toString(),
                key().toString(),
                authorisation.toString(),
                MobileBills.placement(bill, uploaded).toString(),
                BureauSection.centre(world.uri()).toString(),
                RefundRequest.all(key(), "R", AT, order.split().orElseThrow(), authorisation, "退费")
                    .toString()));
    assertThat(shown)
        .doesNotContain(
            authorisation.value(),
            uploaded.payToken(),
            asked().revsToken().orElseThrow(),
            "990101199001010019",
            bills.psnNo(),
            "甲",
            "4117E877F5FA0A0188891283E4B617D5");
  }
}
