package org.yima.gateway.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.MaskedName;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Wrapper;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.Done;
import org.yima.gateway.insurance.FeeBatch;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.InsuranceCredential;
import org.yima.gateway.insurance.InsuredPerson;
import org.yima.gateway.insurance.LineFact;
import org.yima.gateway.insurance.MessageId;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.Registration;
import org.yima.gateway.insurance.Reversed;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurance.Settlement.FundKind;
import org.yima.gateway.insurance.SettlementKey;
import org.yima.gateway.insurance.SettlementStatus;
import org.yima.gateway.insurance.UnknownCall;
import org.yima.gateway.peer.Peer;

class FsiMedicalInsuranceTest {

  private static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
  private static final BureauCall.Institution HOSPITAL =
      new BureauCall.Institution("H99000000001", "第一医院", "990100", "yima", "医码");
  private static final String MSGID =
      MessageId.of("H99000000001", LocalDateTime.of(2026, 11, 21, 9, 2, 3), 7);
  private static final BureauCall CALL = new BureauCall(MSGID, HOSPITAL, "990200");
  private static final Register.Doctor DOCTOR = new Register.Doctor("D990000000001", "医生");
  private static final SettleOrder ORDER =
      new SettleOrder(
          "P1",
          "M1",
          "B1",
          InsuranceCredential.electronic("AUTH-1"),
          "310",
          "11",
          10_000,
          true,
          "INV1",
          new SettleOrder.Scope(1000, 0, 900, 8100));

  private final ObjectMapper json = new ObjectMapper();

  /** What is said to the second of two deliveries as well. */
  private static final Set<DeclineReason> ECHOES =
      EnumSet.of(
          DeclineReason.ALREADY_PAID,
          DeclineReason.NOT_FOUND,
          DeclineReason.AUTHORISATION_INVALID,
          DeclineReason.ID_REUSED);

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final FsiMedicalInsurance bureau = bureau(FsiProfile.national(), 5000);

  private FsiMedicalInsurance bureau(FsiProfile profile, int totalMillis) {
    return new FsiMedicalInsurance(
        new FsiSettings(
            URI.create(peer.uri() + "/fsi/api/callFsiService/callService"),
            "paas-1",
            "secret-token",
            profile,
            new Timeouts(Duration.ofMillis(totalMillis), Duration.ofMillis(totalMillis))),
        InstantSource.fixed(NOW),
        new SecureRandom());
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private void answers(String output) {
    says("{\"infcode\":0,\"inf_refmsgid\":\"R\",\"err_msg\":\"\",\"output\":" + output + "}");
  }

  private void says(String body) {
    peer.behave(request -> new Peer.Reply(200, Map.of("Content-Type", "application/json"), body));
  }

  private void refuses(String message) {
    says("{\"infcode\":-1,\"inf_refmsgid\":\"R\",\"err_msg\":\"" + message + "\"}");
  }

  private JsonNode sent() {
    try {
      return json.readTree(peer.last().body());
    } catch (IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  /** A settlement of 100.00: fund 60.00 in two kinds, account 15.00, hospital 5.00, cash 20.00. */
  private static String info(Map<String, String> changes) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("psn_no", "\"P1\"");
    fields.put("mdtrt_id", "\"M1\"");
    fields.put("setl_id", "\"S1\"");
    fields.put("medins_setl_id", "\"" + MSGID + "\"");
    fields.put("insutype", "\"310\"");
    fields.put("medfee_sumamt", "100.00");
    fields.put("fund_pay_sumamt", "60.00");
    fields.put("hifp_pay", "50.00");
    fields.put("hifob_pay", "\"10\"");
    fields.put("oth_pay", "null");
    fields.put("psn_part_amt", "35.00");
    fields.put("acct_pay", "15.00");
    fields.put("psn_cash_pay", "20.00");
    fields.put("hosp_part_amt", "5.00");
    fields.put("acct_mulaid_pay", "0");
    fields.put("balc", "120.50");
    fields.put("fulamt_ownpay_amt", "10.00");
    fields.put("preselfpay_amt", "9.00");
    fields.put("inscp_scp_amt", "81.00");
    fields.put("act_pay_dedc", "30.00");
    fields.put("pool_prop_selfpay", "0.2");
    fields.putAll(changes);
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ",").append("\"" + name + "\":" + value));
    return "{\"setlinfo\":{" + text + "},\"setldetail\":[]}";
  }

  @Test
  void theEnvelopeAndTheGatewaysHeadersAreAsTheStandardHasThem() {
    answers("{}");
    assertThat(bureau.cancelDetails(CALL, new FeeBatch("M1", "P1", FeeBatch.ALL)))
        .isEqualTo(Outcome.succeeded(Done.DONE));
    Peer.Request request = peer.last();
    assertThat(request.target()).isEqualTo("/fsi/api/callFsiService/callService");
    assertThat(request.header("x-tif-paasid")).isEqualTo("paas-1");
    assertThat(request.header("x-tif-timestamp")).isEqualTo("1795222923");
    assertThat(request.body()).doesNotContain("secret-token");
    assertThat(sent().get("infno").textValue()).isEqualTo("2205");
    assertThat(sent().get("msgid").textValue()).isEqualTo(MSGID);
    assertThat(sent().get("mdtrtarea_admvs").textValue()).isEqualTo("990100");
    assertThat(sent().get("insuplc_admdvs").textValue()).isEqualTo("990200");
    assertThat(sent().get("inf_time").textValue()).isEqualTo("2026-11-21 09:02:03");
    assertThat(sent().get("fixmedins_code").textValue()).isEqualTo("H99000000001");
    assertThat(sent().at("/input/data/chrg_bchno").textValue()).isEqualTo("0000");
  }

  /** Computed by {@code printf '%s' 1700000000tokenabc1700000000 | sha256sum}, in upper case. */
  @Test
  void theGatewaySignatureIsUpperCaseHexOfFourParts() {
    assertThat(FsiChannel.gatewaySignature("1700000000", "token", "abc"))
        .isEqualTo("CE125FA123DD26F74B864911F1D46C69C07AE92356259F5DB97B52A07F6E7AAA");
  }

  @Test
  void identifies() {
    answers(
        """
        {"baseinfo":{"psn_no":"P1","psn_cert_type":"01","certno":"990101199001010010",
         "psn_name":"某人"},
         "insuinfo":[{"insutype":"310","balc":1234.5,"psn_type":"11","psn_insu_stas":"1",
         "insuplc_admdvs":"990200"},{"insutype":"390","balc":null,"psn_insu_stas":"2"}]}""");
    InsuredPerson person = bureau.identify(CALL, ORDER.credential()).toOptional().orElseThrow();
    assertThat(person.psnNo()).isEqualTo("P1");
    assertThat(person.insurances())
        .extracting(i -> i.accountBalanceFen())
        .containsExactly(123450L, 0L);
    assertThat(person.insurances()).extracting(i -> i.active()).containsExactly(true, false);
    assertThat(person.toString()).doesNotContain("某人").doesNotContain("9901");
    assertThat(sent().at("/input/data/mdtrt_cert_type").textValue()).isEqualTo("01");
    assertThat(sent().at("/input/data/mdtrt_cert_no").textValue()).isEqualTo("AUTH-1");
  }

  private static FsiProfile with(boolean payAuthNo, FsiProfile.HospitalShare share) {
    FsiProfile national = FsiProfile.national();
    return new FsiProfile(
        national.headers(),
        national.receiverSystem(),
        national.interfaceVersion(),
        national.operatorType(),
        national.zone(),
        national.wrapper(),
        national.numbers(),
        national.refusals(),
        national.emptyIsNotFound(),
        national.mutualAidPayer(),
        payAuthNo,
        share);
  }

  /** The number of an authorisation in a wallet is the payment centre's; here it is no token. */
  @Test
  void whoAuthorisedInAWalletIsNamedByTheirDocumentUnlessAProvinceWantsTheNumber() {
    InsuranceCredential wallet =
        new InsuranceCredential(
            InsuranceCredential.Kind.WALLET, "AUTH-1", "990101199001010010", "某人");
    refuses("别的话");
    assertThat(bureau.identify(CALL, wallet).isFinal()).isTrue();
    assertThat(sent().at("/input/data/mdtrt_cert_type").textValue()).isEqualTo("02");
    assertThat(sent().at("/input/data/mdtrt_cert_no").textValue()).isEqualTo("990101199001010010");
    assertThat(peer.last().body()).doesNotContain("AUTH-1");
    FsiMedicalInsurance other = bureau(with(true, FsiProfile.HospitalShare.BESIDE), 5000);
    assertThat(other.identify(CALL, wallet).isFinal()).isTrue();
    assertThat(sent().at("/input/data/mdtrt_cert_type").textValue()).isEqualTo("01");
    assertThat(sent().at("/input/data/mdtrt_cert_no").textValue()).isEqualTo("AUTH-1");
    InsuranceCredential nobody =
        new InsuranceCredential(InsuranceCredential.Kind.WALLET, "AUTH-1", "", "");
    assertThatThrownBy(() -> bureau.identify(CALL, nobody))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void registersAndBelievesOnlyAnAnswerAboutTheSameVisit() {
    Register visit =
        new Register(
            "P1",
            "310",
            ORDER.credential(),
            "V1",
            LocalDateTime.of(2026, 11, 21, 8, 0),
            Optional.of(DOCTOR),
            Optional.of(new Register.Department("0301", "内科", "A03")));
    answers("{\"data\":{\"mdtrt_id\":\"M1\",\"psn_no\":\"P1\",\"ipt_otp_no\":\"V1\"}}");
    assertThat(bureau.register(CALL, visit))
        .isEqualTo(Outcome.succeeded(new Registration("M1", "P1", "V1")));
    assertThat(sent().at("/input/data/atddr_no").textValue()).isEqualTo(DOCTOR.code());
    assertThat(sent().at("/input/data/dr_name").textValue()).isEqualTo(DOCTOR.name());
    assertThat(sent().at("/input/data/dept_code").textValue()).isEqualTo("0301");
    assertThat(sent().at("/input/data/caty").textValue()).isEqualTo("A03");
    answers("{\"data\":{\"mdtrt_id\":\"M1\",\"psn_no\":\"P2\",\"ipt_otp_no\":\"V1\"}}");
    assertThat(bureau.register(CALL, visit)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void tellsNoDoctorAndNoDepartmentWhereNoneIsKnown() {
    Register visit =
        new Register(
            "P1",
            "310",
            ORDER.credential(),
            "V1",
            LocalDateTime.of(2026, 11, 21, 8, 0),
            Optional.empty(),
            Optional.empty());
    answers("{\"data\":{\"mdtrt_id\":\"M1\",\"psn_no\":\"P1\",\"ipt_otp_no\":\"V1\"}}");
    assertThat(bureau.register(CALL, visit))
        .isEqualTo(Outcome.succeeded(new Registration("M1", "P1", "V1")));
    for (String name : List.of("atddr_no", "dr_name", "dept_code", "dept_name", "caty")) {
      assertThat(sent().at("/input/data").has(name)).as(name).isFalse();
    }
  }

  @Test
  void aVisitThatIsCancelledAlreadyIsCancelled() {
    refuses("就诊登记已撤销");
    assertThat(bureau.cancelRegistration(CALL, new Registration("M1", "P1", "V1")))
        .isEqualTo(Outcome.succeeded(Done.DONE));
    refuses("就诊登记已撤销");
    assertThat(bureau.cancelDetails(CALL, new FeeBatch("M1", "P1", FeeBatch.ALL)))
        .isEqualTo(Outcome.succeeded(Done.DONE));
    refuses("存在有效结算，不能撤销挂号");
    assertThat(bureau.cancelRegistration(CALL, new Registration("M1", "P1", "V1")))
        .isInstanceOf(Outcome.Declined.class);
  }

  /** Where nothing is due, a gateway's empty text or list is nothing; what is there has to fit. */
  @Test
  void aSuccessWithoutAnOutputIsWrittenInManyWays() {
    Registration visit = new Registration("M1", "P1", "V1");
    FeeBatch batch = new FeeBatch("M1", "P1", "B1");
    UnknownCall lost = new UnknownCall("P1", MSGID, UnknownCall.Kind.SETTLE);
    for (String none : List.of("{}", "null", "\"\"", "\" \"", "[]", "{\"data\":{}}")) {
      answers(none);
      assertThat(bureau.cancelRegistration(CALL, visit)).isEqualTo(Outcome.succeeded(Done.DONE));
      assertThat(bureau.cancelDetails(CALL, batch)).isEqualTo(Outcome.succeeded(Done.DONE));
      assertThat(bureau.reverseUnknown(CALL, lost)).isEqualTo(Outcome.succeeded(Done.DONE));
    }
    Outcome<Done> unreadable = Outcome.unknown(UnknownCause.UNREADABLE);
    for (String other :
        List.of("\"{}\"", "[{}]", "{\"psn_no\":\"P2\"}", "{\"data\":{\"psn_no\":\"P2\"}}")) {
      answers(other);
      assertThat(bureau.cancelRegistration(CALL, visit)).as(other).isEqualTo(unreadable);
      assertThat(bureau.cancelDetails(CALL, batch)).as(other).isEqualTo(unreadable);
      assertThat(bureau.reverseUnknown(CALL, lost)).as(other).isEqualTo(unreadable);
    }
    answers("{\"mdtrt_id\":\"M2\"}");
    assertThat(bureau.cancelDetails(CALL, batch)).isEqualTo(unreadable);
    answers("{\"omsgid\":\"another\"}");
    assertThat(bureau.reverseUnknown(CALL, lost)).isEqualTo(unreadable);
    answers("\"\"");
    assertThat(bureau.identify(CALL, ORDER.credential()))
        .as("who asked for an output has none")
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  private static FeeUpload upload() {
    LocalDateTime at = LocalDateTime.of(2026, 11, 21, 8, 30);
    return new FeeUpload(
        new FeeBatch("M1", "P1", "B1"),
        List.of(
            new FeeUpload.Line(
                "L1",
                "XB05",
                "own-1",
                "01",
                "药",
                2001,
                new BigDecimal("3.0000"),
                new BigDecimal("6.670000"),
                at,
                "RX1",
                Optional.of(DOCTOR),
                Optional.of(new Register.Department("0301", "内科", "")),
                true),
            new FeeUpload.Line(
                "L2",
                "ZB01",
                "own-2",
                "",
                "药",
                500,
                BigDecimal.ONE,
                new BigDecimal("5"),
                at,
                "RX1",
                Optional.empty(),
                Optional.empty(),
                false)));
  }

  private static String result(String line, String amount, String scope) {
    return "{\"feedetl_sn\":\""
        + line
        + "\",\"det_item_fee_sumamt\":"
        + amount
        + ",\"chrgitm_lv\":\"01\",\"selfpay_prop\":0,\"fulamt_ownpay_amt\":0,"
        + "\"overlmt_amt\":0,\"preselfpay_amt\":0,\"inscp_scp_amt\":"
        + scope
        + "}";
  }

  @Test
  void uploadsAmountsAsYuanAndReadsOneFactPerLine() {
    answers(
        "{\"result\":[" + result("L2", "5", "5.00") + "," + result("L1", "20.01", "20.01") + "]}");
    List<LineFact> facts = bureau.uploadDetails(CALL, upload()).toOptional().orElseThrow();
    assertThat(facts).extracting(LineFact::lineId).containsExactly("L1", "L2");
    assertThat(SettleOrder.Scope.of(facts)).isEqualTo(new SettleOrder.Scope(0, 0, 0, 2501));
    assertThat(peer.last().body())
        .contains("\"det_item_fee_sumamt\":20.01")
        .contains("\"det_item_fee_sumamt\":5.00")
        .contains("\"cnt\":3.0000,\"pric\":6.670000");
  }

  /** What an order says of an item is told where it is known, and nothing is made up. */
  @Test
  void tellsOfALineWhatIsKnownOfIt() {
    FeeUpload.Line plain = upload().lines().get(1);
    FeeUpload.Details details =
        new FeeUpload.Details(
            "每次1片",
            "一日三次",
            Optional.of(new BigDecimal("7")),
            "口服",
            "9",
            Optional.of(DOCTOR),
            Optional.of(new Register.Department("0302", "药房", "")),
            "H99000000002",
            true,
            true);
    FeeUpload.Line full =
        new FeeUpload.Line(
            plain.lineId(),
            plain.nationalCode(),
            plain.ownCode(),
            plain.itemClass(),
            plain.name(),
            plain.amountFen(),
            plain.quantity(),
            plain.unitPriceYuan(),
            plain.at(),
            plain.prescriptionNumber(),
            plain.doctor(),
            plain.department(),
            plain.approvedByHospital(),
            details);
    answers("{\"result\":[" + result("L2", "5", "5.00") + "]}");
    assertThat(
            bureau
                .uploadDetails(
                    CALL,
                    new FeeUpload(new FeeBatch("M1", "P1", "B1"), "M03900", true, List.of(full)))
                .isFinal())
        .isTrue();
    JsonNode line = sent().at("/input/feedetail/0");
    Map<String, String> due =
        Map.ofEntries(
            Map.entry("dise_codg", "M03900"),
            Map.entry("rx_circ_flag", "1"),
            Map.entry("sin_dos_dscr", "每次1片"),
            Map.entry("used_frqu_dscr", "一日三次"),
            Map.entry("prd_days", "7"),
            Map.entry("medc_way_dscr", "口服"),
            Map.entry("tcmdrug_used_way", "9"),
            Map.entry("orders_dr_code", DOCTOR.code()),
            Map.entry("orders_dr_name", DOCTOR.name()),
            Map.entry("acord_dept_codg", "0302"),
            Map.entry("acord_dept_name", "药房"),
            Map.entry("etip_flag", "1"),
            Map.entry("etip_hosp_code", "H99000000002"),
            Map.entry("dscg_tkdrug_flag", "1"),
            Map.entry("matn_fee_flag", "1"));
    due.forEach((name, text) -> assertThat(line.path(name).asText()).as(name).isEqualTo(text));
    assertThat(full.details().toString()).doesNotContain("口服");
    assertThat(
            bureau
                .uploadDetails(CALL, new FeeUpload(new FeeBatch("M1", "P1", "B1"), List.of(plain)))
                .isFinal())
        .isTrue();
    JsonNode bare = sent().at("/input/feedetail/0");
    for (String flag : List.of("rx_circ_flag", "etip_flag", "matn_fee_flag")) {
      assertThat(bare.path(flag).asText()).as(flag).isEqualTo("0");
    }
    assertThat(bare.path("dise_codg").asText()).isEmpty();
    for (String name : List.of("sin_dos_dscr", "prd_days", "orders_dr_code", "etip_hosp_code")) {
      assertThat(bare.has(name)).as(name).isFalse();
    }
  }

  /** A child's parent, and a bill by quota. */
  @Test
  void tellsWhoActsForTheInsuredAndHowABillIsSettled() {
    Register visit =
        new Register(
            "P1",
            "390",
            ORDER.credential(),
            "V1",
            LocalDateTime.of(2026, 11, 21, 8, 0),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Register.Agent("某母", "2", "01", "990101198001010020", "13800000000")));
    refuses("别的话");
    assertThat(bureau.register(CALL, visit).isFinal()).isTrue();
    assertThat(sent().at("/input/agnterinfo/agnter_name").asText()).isEqualTo("某母");
    assertThat(sent().at("/input/agnterinfo/agnter_rlts").asText()).isEqualTo("2");
    assertThat(sent().at("/input/agnterinfo/agnter_cert_type").asText()).isEqualTo("01");
    assertThat(sent().at("/input/agnterinfo/agnter_certno").asText())
        .isEqualTo("990101198001010020");
    assertThat(sent().at("/input/agnterinfo/agnter_tel").asText()).isEqualTo("13800000000");
    assertThat(visit.agent().toString()).doesNotContain("某母").doesNotContain("138");
    SettleOrder quota =
        new SettleOrder(
            "P1",
            "M1",
            "B1",
            ORDER.credential(),
            "310",
            "11",
            10_000,
            true,
            "",
            ORDER.scope(),
            SettleOrder.Way.BY_QUOTA);
    answers(info(Map.of()));
    assertThat(bureau.preSettle(CALL, quota).isFinal()).isTrue();
    assertThat(sent().at("/input/data/psn_setlway").asText()).isEqualTo("02");
    assertThat(bureau.preSettle(CALL, ORDER).isFinal()).isTrue();
    assertThat(sent().at("/input/data/psn_setlway").asText()).isEqualTo("01");
  }

  @Test
  void anUploadAnsweredForOtherLinesIsUnknown() {
    String one = result("L1", "20.01", "20.01");
    String two = result("L2", "5", "5");
    for (String lines :
        List.of(
            one,
            one + "," + one,
            one + "," + two + "," + result("L3", "1", "1"),
            one + "," + result("L2", "5.01", "5.01"),
            one + "," + result("L2", "5", "4.99"),
            one + "," + result("L2", "5.000001", "5.000001"))) {
      answers("{\"result\":[" + lines + "]}");
      assertThat(bureau.uploadDetails(CALL, upload()))
          .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
  }

  @Test
  void readsATrialWithoutANumberAndASettlementWithOne() {
    answers(info(Map.of()));
    Settlement trial = bureau.preSettle(CALL, ORDER).toOptional().orElseThrow();
    Settlement settled = bureau.settle(CALL, ORDER).toOptional().orElseThrow();
    assertThat(trial.setlId()).isEmpty();
    assertThat(settled.setlId()).contains("S1");
    assertThat(settled.sameShares(trial)).isTrue();
    assertThat(settled.funds()).isEqualTo(Map.of(FundKind.POOL, 5000L, FundKind.LARGE_SUM, 1000L));
    assertThat(
            List.of(
                settled.totalFen(),
                settled.fundFen(),
                settled.accountFen(),
                settled.mutualAidFen(),
                settled.hospitalFen(),
                settled.cashFen()))
        .containsExactly(10_000L, 6000L, 1500L, 0L, 500L, 2000L);
    assertThat(settled.balanceAfterFen()).contains(12_050L);
    assertThat(settled.facts()).isEqualTo(new Settlement.Facts(1000, 0, 900, 8100, 3000, "0.2"));
    assertThat(peer.seen()).extracting(seen -> infno(seen)).containsExactly("2206", "2207");
    assertThat(peer.last().body())
        .contains("\"medfee_sumamt\":100.00")
        .contains("\"fulamt_ownpay_amt\":10.00")
        .contains("\"preselfpay_amt\":9.00")
        .contains("\"acct_used_flag\":\"1\"");
  }

  private String infno(Peer.Request request) {
    try {
      return json.readTree(request.body()).get("infno").textValue();
    } catch (IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  @Test
  void theFamilysPartIsToldFromTheOwnersInBothHabits() {
    answers(info(Map.of("acct_mulaid_pay", "4.00")));
    Settlement inside = bureau.settle(CALL, ORDER).toOptional().orElseThrow();
    assertThat(List.of(inside.accountFen(), inside.mutualAidFen())).containsExactly(1100L, 400L);
    answers(info(Map.of("acct_mulaid_pay", "4.00", "acct_pay", "11.00")));
    Settlement beside = bureau.settle(CALL, ORDER).toOptional().orElseThrow();
    assertThat(beside.sameShares(inside)).isTrue();
  }

  @Test
  void whoseAccountTheFamilysWasIsToldMaskedWhereItPaid() {
    String name = "acct_mulaid_psn_name";
    for (String told : List.of("\"李*\"", "\"李明\"")) {
      answers(info(Map.of("acct_mulaid_pay", "4.00", name, told)));
      Settlement settled = bureau.settle(CALL, ORDER).toOptional().orElseThrow();
      assertThat(settled.mutualAidPayer().map(MaskedName::text)).contains("李*");
      assertThat(settled.toString()).doesNotContain("李");
    }
    for (Map<String, String> nobody :
        List.of(
            Map.of("acct_mulaid_pay", "4.00"),
            Map.of("acct_mulaid_pay", "4.00", name, "[\"李*\",\"王*\"]"),
            Map.of("acct_mulaid_pay", "4.00", name, "{}"),
            Map.of("acct_mulaid_pay", "4.00", name, "\"440524188001010014\""),
            Map.of("acct_mulaid_pay", "0", name, "\"李*\""))) {
      answers(info(nobody));
      assertThat(bureau.settle(CALL, ORDER).toOptional().orElseThrow().mutualAidPayer()).isEmpty();
    }
  }

  @Test
  void whatTheFundsDoNotNameIsOther() {
    answers(info(Map.of("hifob_pay", "7.50")));
    assertThat(bureau.settle(CALL, ORDER).toOptional().orElseThrow().funds())
        .isEqualTo(Map.of(FundKind.POOL, 5000L, FundKind.LARGE_SUM, 750L, FundKind.OTHER, 250L));
  }

  /** 60.00 of funds and 40.00 of the person, which hold the 5.00 that the hospital bears. */
  @Test
  void theHospitalsShareStandsBesideTheOthersOrInsideByProvince() {
    Map<String, String> inside = Map.of("psn_part_amt", "40.00", "acct_pay", "20.00");
    answers(info(inside));
    assertThat(bureau.settle(CALL, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    for (FsiProfile.HospitalShare share :
        List.of(FsiProfile.HospitalShare.INSIDE, FsiProfile.HospitalShare.EITHER)) {
      Settlement settled =
          bureau(with(false, share), 5000).settle(CALL, ORDER).toOptional().orElseThrow();
      assertThat(settled.hospitalFen()).isZero();
      assertThat(settled.accountFen() + settled.cashFen()).isEqualTo(4_000);
    }
    answers(info(Map.of()));
    assertThat(
            bureau(with(false, FsiProfile.HospitalShare.EITHER), 5000)
                .settle(CALL, ORDER)
                .map(Settlement::hospitalFen))
        .isEqualTo(Outcome.succeeded(500L));
    assertThat(bureau(with(false, FsiProfile.HospitalShare.INSIDE), 5000).settle(CALL, ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** It can not be booked, and can be reversed: for that it has to be found. */
  @Test
  void aSettlementWhoseSharesDoNotFitIsFoundWithItsNumberAndWithoutThem() {
    SettlementKey lost = SettlementKey.byMessage("P1", "M1", MSGID);
    answers(info(Map.of("fund_pay_sumamt", "60.01")));
    assertThat(bureau.querySettlement(CALL, lost))
        .isEqualTo(
            Outcome.succeeded(
                new SettlementStatus(
                    SettlementStatus.State.SETTLED, Optional.of("S1"), Optional.empty())));
    answers(info(Map.of("fund_pay_sumamt", "60.01", "refd_setl_flag", "\"1\"")));
    assertThat(bureau.querySettlement(CALL, lost).map(SettlementStatus::state))
        .isEqualTo(Outcome.succeeded(SettlementStatus.State.REVERSED));
    answers(info(Map.of("fund_pay_sumamt", "60.01", "setl_id", "null")));
    assertThat(bureau.querySettlement(CALL, lost))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** Each row breaks one sum, sign, decimal or echo of an otherwise good settlement. */
  @ParameterizedTest
  @CsvSource({
    "medfee_sumamt, 100.01",
    "fund_pay_sumamt, 60.01",
    "psn_part_amt, 35.01",
    "psn_cash_pay, 20.01",
    "acct_pay, 14.99",
    "hifp_pay, 50.01",
    "hosp_part_amt, 5.001",
    "hosp_part_amt, 0",
    "psn_no, 7",
    "mdtrt_id, 7",
    "psn_cash_pay, null",
    "medfee_sumamt, '{}'",
    "acct_mulaid_pay, 15.01",
    "hifp_pay, -1",
    "fund_pay_sumamt, 6e1x"
  })
  void aSettlementThatDoesNotAddUpIsUnknown(String field, String value) {
    answers(info(Map.of(field, value)));
    assertThat(bureau.settle(CALL, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void aSettlementOfAnotherTotalIsUnknown() {
    answers(
        info(Map.of("medfee_sumamt", "101.00", "psn_part_amt", "36.00", "psn_cash_pay", "21.00")));
    assertThat(bureau.settle(CALL, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "该人员未参保, NOT_INSURED",
    "参保人暂停参保, INSURANCE_SUSPENDED",
    "住院期间不能门诊结算, IN_HOSPITAL",
    "未办理异地备案, NOT_FILED_ELSEWHERE",
    "非定点医疗机构, NOT_DESIGNATED",
    "病种未备案, DISEASE_NOT_REGISTERED",
    "年度额度已用完, QUOTA_USED",
    "明细合计不符, DETAILS_SUM_DIFFERS",
    "医保电子凭证未激活, CREDENTIAL_NOT_ACTIVATED",
    "亲情账户未绑定, FAMILY_ACCOUNT_NOT_BOUND",
    "系统维护中, BUSY",
    "跨年度结算, YEAR_CHANGED",
    "授权码无效, AUTHORISATION_INVALID",
    "存在后续结算, LATER_SETTLEMENT_EXISTS",
    "已清算, PERIOD_CLEARED",
    "报文重复, ID_REUSED",
    "异地就医结算请到窗口撤销, AT_THE_WINDOW",
    "该交易已被冲正, CLOSED",
    "未查询到结算信息, NOT_FOUND",
    "参数psn_no不能为空, INVALID_REQUEST"
  })
  void readsTheFreeTextOfARefusalAndCarriesNoneOfIt(String text, DeclineReason reason) {
    refuses(text + "：某人 990101199001010010");
    Outcome<Settlement> outcome = bureau.preSettle(CALL, ORDER);
    assertThat(outcome).isInstanceOf(Outcome.Declined.class);
    Outcome.Declined<Settlement> declined = (Outcome.Declined<Settlement>) outcome;
    assertThat(declined.reason()).isEqualTo(reason);
    assertThat(declined.toString()).doesNotContain("某人").doesNotContain("9901");
    assertThat(bureau.settle(CALL, ORDER))
        .isEqualTo(
            ECHOES.contains(reason)
                ? Outcome.unknown(UnknownCause.SERVER_ERROR)
                : Outcome.declined(reason, declined.code()));
  }

  /** Such texts come from any box before the core, which may have done what was asked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "系统繁忙,请稍后重试",
        "业务处理中",
        "服务不可用",
        "Read timed out",
        "connect reset",
        "Connection refused",
        "null",
        "调用核心失败",
        "java.lang.NullPointerException",
        "核心返回：未查询到结算信息，请稍后再试",
        "医保结算失败",
        "别的话",
        ""
      })
  void aTextThatNoRuleKnowsLeavesOpenWhetherMoneyMoved(String text) {
    refuses(text);
    SettlementKey key = SettlementKey.byNumber("P1", "M1", "S1");
    assertThat(bureau.settle(CALL, ORDER)).isInstanceOf(Outcome.Unknown.class);
    assertThat(bureau.reverse(CALL, key)).isInstanceOf(Outcome.Unknown.class);
    assertThat(bureau.reverseUnknown(CALL, new UnknownCall("P1", MSGID, UnknownCall.Kind.SETTLE)))
        .isInstanceOf(Outcome.Unknown.class);
  }

  /** Only where the settlement itself is what is not there may the cash go back. */
  @ParameterizedTest
  @ValueSource(
      strings = {"无此机构结算权限", "未查询到参保信息不能结算", "结算机构不存在", "结算人员信息不存在", "医保结算失败：就诊信息不存在", "就诊信息不存在"})
  void whatElseIsNotThereIsNoWordOfASettlement(String text) {
    refuses(text);
    Outcome<SettlementStatus> asked =
        bureau.querySettlement(CALL, SettlementKey.byNumber("P1", "M1", "S1"));
    assertThat(asked).isNotInstanceOf(Outcome.Succeeded.class);
  }

  /** A box on the way that delivers a call twice brings back what is said to the second. */
  @Test
  void whatIsAlsoSaidToTheEchoOfACallThatWasDoneIsNoRefusal() {
    SettlementKey key = SettlementKey.byNumber("P1", "M1", "S1");
    refuses("该批次费用已结算");
    assertThat(bureau.settle(CALL, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(bureau.preSettle(CALL, ORDER))
        .as("which has nothing to echo")
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "settled"));
    for (String echo :
        List.of(
            "授权码已使用",
            "授权码无效：不存在、已使用或已过期",
            "授权编号已失效",
            "未找到待结算明细",
            "未查询到待结算费用明细",
            "不存在待结算费用",
            "未找到该批次费用",
            "流水号重复，报文重复")) {
      refuses(echo);
      assertThat(bureau.settle(CALL, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    }
    refuses("未查询到结算信息");
    assertThat(bureau.reverse(CALL, key)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  @Test
  void whatWasReversedBeforeIsReversedForWhoeverAsksAgain() {
    for (String text : List.of("该交易已被冲正", "该笔结算已冲销")) {
      refuses(text);
      assertThat(bureau.reverseUnknown(CALL, new UnknownCall("P1", MSGID, UnknownCall.Kind.SETTLE)))
          .isEqualTo(Outcome.succeeded(Done.DONE));
    }
    refuses("没有待结算明细");
    assertThat(bureau.preSettle(CALL, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "nothing-to-settle"));
  }

  /** Nothing is signed, so that any box on the way can say it of what has passed. */
  @Test
  void arrivedOrNotIsNotKnownOfWhatMovesMoneyWhenOurCredentialsAreRefused() {
    peer.behave(request -> new Peer.Reply(401, Map.of(), ""));
    assertThat(bureau.settle(CALL, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(bureau.reverse(CALL, SettlementKey.byNumber("P1", "M1", "S1")))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(bureau.preSettle(CALL, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "http-401"));
  }

  @Test
  void aTextThatNoRuleKnowsRefusesWhatMovesNothing() {
    refuses("别的话");
    assertThat(bureau.preSettle(CALL, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.OTHER, "-1"));
    refuses("系统维护中，请稍后再试");
    assertThat(bureau.settle(CALL, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.BUSY, "maintenance"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "reset", "cut", "500", "404", "html", "systemError", "infcode"})
  void aLostOrUnreadableAnswerIsUnknownAndTheCallIsSentOnce(String fault) {
    FsiMedicalInsurance hasty = bureau(FsiProfile.national(), fault.equals("hang") ? 400 : 20_000);
    Map<String, Function<Peer.Request, Peer.Reaction>> faults =
        Map.of(
            "hang", r -> new Peer.Hang(),
            "reset", r -> new Peer.Reset(),
            "cut", r -> new Peer.CutOff("{\"infcode\":0"),
            "500", r -> new Peer.Reply(500, Map.of(), "{\"infcode\":-1,\"err_msg\":\"未参保\"}"),
            "404", r -> new Peer.Reply(404, Map.of(), "not here"),
            "html", r -> new Peer.Reply(200, Map.of(), "<html>login</html>"),
            "systemError",
                r -> new Peer.Reply(200, Map.of(), "{\"infcode\":-1,\"err_msg\":\"系统异常\"}"),
            "infcode", r -> new Peer.Reply(200, Map.of(), "{\"infcode\":7}"));
    Map<String, UnknownCause> causes =
        Map.of(
            "hang", UnknownCause.TIMEOUT,
            "reset", UnknownCause.CONNECTION,
            "cut", UnknownCause.CONNECTION,
            "500", UnknownCause.SERVER_ERROR,
            "404", UnknownCause.UNREADABLE,
            "html", UnknownCause.UNREADABLE,
            "systemError", UnknownCause.SERVER_ERROR,
            "infcode", UnknownCause.UNREADABLE);
    peer.behave(faults.get(fault));
    assertThat(hasty.settle(CALL, ORDER)).isEqualTo(Outcome.unknown(causes.get(fault)));
    assertThat(peer.seen()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"infcode\":1e999999999}",
        "{\"infcode\":0,\"output\":{\"setlinfo\":{\"psn_no\":\"P1\",\"mdtrt_id\":1e999999999}}}"
      })
  void aNumberWithoutAnEndIsUnreadable(String body) {
    says(body);
    assertThat(bureau.settle(CALL, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void aReversalIsDoneWhetherNowOrBefore() {
    SettlementKey key = SettlementKey.byNumber("P1", "M1", "S1");
    answers("{}");
    assertThat(bureau.reverse(CALL, key)).isEqualTo(Outcome.succeeded(new Reversed("S1", false)));
    refuses("该结算已冲销");
    assertThat(bureau.reverse(CALL, key)).isEqualTo(Outcome.succeeded(new Reversed("S1", true)));
    refuses("存在后续结算，请先冲销");
    assertThat(bureau.reverse(CALL, key))
        .isEqualTo(Outcome.declined(DeclineReason.LATER_SETTLEMENT_EXISTS, "later-settlement"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"psn_no", "mdtrt_id"})
  void aReversalOfAnotherVisitIsNotTheOneAskedFor(String field) {
    SettlementKey key = SettlementKey.byNumber("P1", "M1", "S1");
    answers("{\"setlinfo\":{\"" + field + "\":\"X\",\"setl_id\":\"S2\"}}");
    assertThat(bureau.reverse(CALL, key)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    answers("{\"setlinfo\":{\"psn_no\":\"P1\",\"mdtrt_id\":\"M1\",\"setl_id\":\"S2\"}}");
    assertThat(bureau.reverse(CALL, key)).isEqualTo(Outcome.succeeded(new Reversed("S1", false)));
  }

  @Test
  void anUnknownCallIsNamedByItsMessageAndNumber() {
    answers("null");
    assertThat(bureau.reverseUnknown(CALL, new UnknownCall("P1", MSGID, UnknownCall.Kind.SETTLE)))
        .isEqualTo(Outcome.succeeded(Done.DONE));
    assertThat(sent().at("/input/data/omsgid").textValue()).isEqualTo(MSGID);
    assertThat(sent().at("/input/data/oinfno").textValue()).isEqualTo("2207");
  }

  @Test
  void aSettlementIsFoundStandingReversedOrNotAtAll() {
    SettlementKey lost = SettlementKey.byMessage("P1", "M1", MSGID);
    answers(info(Map.of("refd_setl_flag", "\"0\"")));
    SettlementStatus standing = bureau.querySettlement(CALL, lost).toOptional().orElseThrow();
    assertThat(standing.state()).isEqualTo(SettlementStatus.State.SETTLED);
    assertThat(standing.settlement().flatMap(Settlement::setlId)).contains("S1");
    answers(info(Map.of("refd_setl_flag", "\"1\"")));
    assertThat(bureau.querySettlement(CALL, lost).map(SettlementStatus::state))
        .isEqualTo(Outcome.succeeded(SettlementStatus.State.REVERSED));
    refuses("未查询到结算信息");
    assertThat(bureau.querySettlement(CALL, lost))
        .isEqualTo(Outcome.succeeded(SettlementStatus.notFound()));
    assertThat(sent().at("/input/data/medins_setl_id").textValue()).isEqualTo(MSGID);
    answers(info(Map.of("medins_setl_id", "\"ANOTHER\"")));
    assertThat(bureau.querySettlement(CALL, lost))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    answers(info(Map.of()));
    assertThat(bureau.querySettlement(CALL, SettlementKey.byNumber("P1", "M1", "S2")))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** "There is none" closes a bill whose cash then goes back: it has to have been said. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"{}\"",
        "\"{\\\"setlinfo\\\":{}}\"",
        "[]",
        "[{}]",
        "0",
        "{\"setlinfo\":\"x\"}",
        "{\"setlinfo\":[{},{}]}",
        "{\"setlinfo\":{}}"
      })
  void anOutputOfAnotherShapeDoesNotSayThatThereIsNone(String output) {
    answers(output);
    assertThat(bureau.querySettlement(CALL, SettlementKey.byMessage("P1", "M1", MSGID)))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    says("{\"infcode\":0}");
    assertThat(bureau.querySettlement(CALL, SettlementKey.byMessage("P1", "M1", MSGID)))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void thatThereIsNoSettlementIsSaidByATextOrWhereAgreedByAnEmptyOutput() {
    SettlementKey lost = SettlementKey.byMessage("P1", "M1", MSGID);
    FsiProfile national = FsiProfile.national();
    FsiMedicalInsurance agreed =
        bureau(
            new FsiProfile(
                national.headers(),
                national.receiverSystem(),
                national.interfaceVersion(),
                national.operatorType(),
                national.zone(),
                national.wrapper(),
                national.numbers(),
                national.refusals(),
                true,
                national.mutualAidPayer(),
                false,
                FsiProfile.HospitalShare.BESIDE),
            5000);
    refuses("未查询到结算信息");
    for (FsiMedicalInsurance each : List.of(bureau, agreed)) {
      assertThat(each.querySettlement(CALL, lost))
          .isEqualTo(Outcome.succeeded(SettlementStatus.notFound()));
    }
    for (String other : List.of("就诊信息不存在，不能结算", "人员信息不存在", "机构不存在，请先签约")) {
      refuses(other);
      assertThat(bureau.querySettlement(CALL, lost))
          .as("something else is not there")
          .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "not-found"));
    }
    for (String empty : List.of("{}", "{\"setlinfo\":null}", "{\"setlinfo\":[]}")) {
      answers(empty);
      assertThat(agreed.querySettlement(CALL, lost))
          .isEqualTo(Outcome.succeeded(SettlementStatus.notFound()));
      assertThat(bureau.querySettlement(CALL, lost))
          .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
    answers(
        info(Map.of("refd_setl_flag", "\"0\""))
            .replace("\"setlinfo\":{", "\"setlinfo\":[{")
            .replace("},\"setldetail\"", "}],\"setldetail\""));
    assertThat(bureau.querySettlement(CALL, lost).map(SettlementStatus::state))
        .as("a list of one")
        .isEqualTo(Outcome.succeeded(SettlementStatus.State.SETTLED));
  }

  @Test
  void aProvinceMayWrapAndRenumber() {
    FsiProfile national = FsiProfile.national();
    FsiProfile province =
        new FsiProfile(
            national.headers(),
            "PROV",
            "V1.1",
            "1",
            national.zone(),
            Wrapper.member("data", "body"),
            Map.of(FsiTransaction.CANCEL_DETAILS, "2205A"),
            national.refusals(),
            false,
            "payer_of_the_family",
            false,
            FsiProfile.HospitalShare.BESIDE);
    says("{\"body\":{\"infcode\":\"0\",\"output\":{}}}");
    assertThat(bureau(province, 5000).cancelDetails(CALL, new FeeBatch("M1", "P1", "B1")))
        .isEqualTo(Outcome.succeeded(Done.DONE));
    assertThat(sent().at("/data/infno").textValue()).isEqualTo("2205A");
    assertThat(sent().at("/data/infver").textValue()).isEqualTo("V1.1");
    says("{\"infcode\":\"0\",\"output\":{}}");
    assertThat(bureau(province, 5000).cancelDetails(CALL, new FeeBatch("M1", "P1", "B1")))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void secretsAreNotShown() {
    assertThat(ORDER.toString()).doesNotContain("AUTH-1").doesNotContain("P1");
    assertThat(ORDER.credential().toString()).doesNotContain("AUTH-1");
    assertThatThrownBy(() -> new BureauCall("short", HOSPITAL, "990200"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
