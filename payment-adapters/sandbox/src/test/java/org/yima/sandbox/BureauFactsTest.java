package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.sandbox.driver.BureauAnswers.assertDone;
import static org.yima.sandbox.driver.BureauAnswers.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.sandbox.driver.Centre;
import org.yima.sandbox.driver.Hospital;
import org.yima.sandbox.driver.Hospital.Fee;
import org.yima.sandbox.driver.World;

/**
 * What the bureau refuses because its books say so, and what others bear beside the pool and the
 * account.
 */
class BureauFactsTest extends AtTheBureau {
  private static final String OTHER = "440300199001010019";
  private static final List<Fee> FEES = List.of(new Fee("01", 10_000));

  private void insure(Map<String, ?> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("idNumber", Hospital.ID_NUMBER);
    body.put("name", "张三");
    body.put("accountBalance", 3_000);
    body.put("deductible", 1_000);
    body.put("ratio", "0.7");
    body.put("ceiling", 1_000_000);
    body.putAll(more);
    world.control("insured", body).required("psnNo");
  }

  /** A batch of fees of a visit that is there, with an authorisation of its own. */
  private Map<String, ?> bill(String batch, List<Fee> fees) {
    authorised();
    assertDone(hospital.fees(mdtrtId, psnNo, batch, fees));
    long total = fees.stream().mapToLong(Fee::fen).sum();
    return Hospital.settle(auth, psnNo, mdtrtId, batch, total);
  }

  private String settled(String batch) {
    JsonNode settled = hospital.call("2207", bill(batch, FEES));
    assertDone(settled);
    return settled.at("/output/setlinfo/setl_id").textValue();
  }

  private JsonNode reverse(String setlId) {
    return hospital.call(
        "2208", Map.of("data", Map.of("setl_id", setlId, "mdtrt_id", mdtrtId, "psn_no", psnNo)));
  }

  @Test
  void aLaterSettlementIsReversedFirst() {
    visit();
    String first = settled("B1");
    String second = settled("B2");
    assertRefused(reverse(first), "存在后续结算");
    assertDone(reverse(second));
    assertDone(reverse(first));
    assertThat(world.balance("bureau", "institution:" + World.INSTITUTION)).isZero();
  }

  @Test
  void aSettlementThatNoneStandsOnIsReversedAtAnyTime() {
    insure(Map.of("deductible", 0));
    visit();
    String first = settled("B1");
    String second = settled("B2");
    assertDone(reverse(first));
    assertDone(reverse(second));
  }

  @Test
  void theYearMayChangeBeforeItIsSettled() {
    Instant eve = Instant.parse("2027-12-31T15:55:00Z");
    world.moveClock(Duration.between(world.now(), eve));
    visit();
    Map<String, ?> bill = bill("B1", FEES);
    assertDone(hospital.call("2206", bill));
    world.moveClock(Duration.ofMinutes(10));
    assertRefused(hospital.call("2207", bill), "跨年度");
    assertDone(hospital.call("2206", bill));
    assertDone(hospital.call("2207", bill));
  }

  @Test
  void whoIsInsuredElsewhereIsFiledFirst() {
    insure(Map.of("area", "990200"));
    authorised();
    assertThat(
            hospital
                .call(
                    "1101", Map.of("data", Map.of("mdtrt_cert_type", "01", "mdtrt_cert_no", auth)))
                .at("/output/insuinfo/0/insuplc_admdvs")
                .textValue())
        .isEqualTo("990200");
    assertRefused(hospital.register(auth, psnNo), "参保地行政区划");
    hospital.insuredIn("990200");
    assertRefused(hospital.register(auth, psnNo), "未办理异地备案");
    insure(Map.of("area", "990200", "filedFor", List.of("510100")));
    visit();
    String setlId = settled("B1");
    assertRefused(reverse(setlId), "请到窗口撤销");
  }

  @Test
  void anInstitutionCanLoseItsContract() {
    visit();
    Map<String, ?> bill = bill("B1", FEES);
    designated(false);
    assertRefused(hospital.call("2206", bill), "非定点");
    designated(true);
    assertDone(hospital.call("2206", bill));
  }

  private void designated(boolean yes) {
    world
        .control("designation", Map.of("institution", World.INSTITUTION, "designated", yes))
        .required("institution");
  }

  @Test
  void whatWasClearedStays() {
    visit();
    String setlId = settled("B1");
    clear("2020-01-31");
    clear("2099-12-31");
    assertRefused(reverse(setlId), "已清算");
    clear("2020-01-31");
    assertDone(reverse(setlId));
  }

  private void clear(String through) {
    world
        .control("clearing", Map.of("institution", World.INSTITUTION, "through", through))
        .required("status");
  }

  @Test
  void aFamilyHasOnePurseAndItsOwnerIsMasked() {
    insure(Map.of("refusal", "FAMILY_ACCOUNT_NOT_BOUND", "accountBalance", 500));
    String owner =
        world
            .control("insured", Map.of("idNumber", OTHER, "name", "李四"))
            .required("psnNo")
            .textValue();
    visit();
    Map<String, ?> bill = bill("B1", FEES);
    assertRefused(hospital.call("2206", bill), "亲情账户未绑定");
    world
        .control(
            "families",
            Map.of("payer", OTHER, "members", List.of(Hospital.ID_NUMBER), "balance", 2_000))
        .required("purse");
    JsonNode settled = hospital.call("2207", bill);
    assertDone(settled);
    assertThat(Hospital.fen(settled, "fund_pay_sumamt")).isEqualTo(6_300);
    assertThat(Hospital.fen(settled, "acct_mulaid_pay")).isEqualTo(2_000);
    assertThat(Hospital.fen(settled, "acct_pay")).isEqualTo(2_500);
    assertThat(settled.at("/output/setlinfo/acct_mulaid_psn_name").textValue()).isEqualTo("李*");
    assertThat(world.balance("bureau", "mutual-aid:" + owner)).isZero();
    assertDone(reverse(settled.at("/output/setlinfo/setl_id").textValue()));
    assertThat(world.balance("bureau", "mutual-aid:" + owner)).isEqualTo(2_000);
  }

  @Test
  void whoNeedsNoFamilyMoneyNeedsNoFamily() {
    insure(Map.of("refusal", "FAMILY_ACCOUNT_NOT_BOUND", "accountBalance", 5_000));
    visit();
    assertDone(hospital.call("2206", bill("B1", FEES)));
  }

  @Test
  void whoLiesInHospitalIsNoOutpatient() {
    visit();
    String stay = hospital.visit(auth, psnNo, "21", "");
    Map<String, ?> bill = bill("B1", FEES);
    assertRefused(hospital.call("2206", bill), "住院期间");
    assertDone(
        hospital.call(
            "2202",
            Map.of("data", Map.of("mdtrt_id", stay, "psn_no", psnNo, "ipt_otp_no", "OTP1"))));
    assertDone(hospital.call("2206", bill));
  }

  @Test
  void aChronicDiseaseIsRegisteredAndHasAQuota() {
    insure(Map.of("diseases", List.of("M03900"), "quota", 1));
    visit();
    assertRefused(hospital.tell(mdtrtId, psnNo, "14", "M01600"), "病种未备案");
    assertDone(hospital.tell(mdtrtId, psnNo, "14", "M03900"));
    assertDone(hospital.call("2207", chronic(bill("B1", FEES))));
    assertRefused(hospital.call("2206", chronic(bill("B2", FEES))), "额度已用完");
    assertDone(hospital.tell(mdtrtId, psnNo, "11", ""));
    authorised();
    assertDone(hospital.call("2206", Hospital.settle(auth, psnNo, mdtrtId, "B2", 10_000)));
  }

  @Test
  void aChronicVisitsLineNamesItsDisease() {
    insure(Map.of("diseases", List.of("M03900")));
    visit();
    assertDone(hospital.tell(mdtrtId, psnNo, "14", "M03900"));
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    hospital.forgetsDiseases();
    assertRefused(hospital.fees(mdtrtId, psnNo, "B2", FEES), "病种编码");
  }

  @Test
  void whoActsForSomebodyIsNamedWholly() {
    visit();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("psn_no", psnNo);
    data.put("insutype", "310");
    data.put("begntime", "2026-11-21 09:00:00");
    data.put("mdtrt_cert_type", "02");
    data.put("mdtrt_cert_no", Hospital.ID_NUMBER);
    data.put("ipt_otp_no", "OTP2");
    Map<String, Object> agent = new LinkedHashMap<>();
    agent.put("agnter_name", "李四");
    agent.put("agnter_rlts", "2");
    agent.put("agnter_cert_type", "01");
    agent.put("agnter_certno", "44030019000101123X");
    Map<String, Object> input = Map.of("data", data, "agnterinfo", agent);
    assertRefused(hospital.call("2201", input), "agnter_tel");
    agent.put("agnter_tel", "13800000000");
    assertDone(hospital.call("2201", input));
  }

  private static Map<String, ?> chronic(Map<String, ?> bill) {
    Map<String, Object> data = new LinkedHashMap<>();
    ((Map<?, ?>) bill.get("data")).forEach((name, value) -> data.put((String) name, value));
    data.put("med_type", "14");
    return Map.of("data", data);
  }

  private void insureWithMore() {
    insure(
        Map.of(
            "ceiling", 2_000,
            "aboveCeilingRatio", "0.5",
            "seriousFrom", 1_000,
            "seriousRatio", "0.6",
            "assistanceRatio", "0.5",
            "hospitalOverLimitRatio", "0.75"));
    world
        .control("catalogue", Map.of("code", "CODE", "insuranceClass", "01", "priceLimit", 6_000))
        .required("code");
  }

  /**
   * 100.00 of which 40.00 are above the price limit: the hospital bears 30.00 of them. Of 60.00 in
   * scope the deductible takes 10.00, the pool would pay 35.00 and may pay 20.00, the subsidy half
   * of the rest; of the 32.50 left, serious illness pays 60% beyond 10.00, assistance half of what
   * is then left.
   */
  @Test
  void otherFundsAndTheHospitalBearTheirParts() {
    insureWithMore();
    visit();
    Map<String, ?> bill = bill("B1", FEES);
    JsonNode settled = hospital.call("2207", bill);
    assertDone(settled);
    assertThat(Hospital.fen(settled, "overlmt_selfpay")).isEqualTo(4_000);
    assertThat(Hospital.fen(settled, "inscp_scp_amt")).isEqualTo(6_000);
    assertThat(Hospital.fen(settled, "hifp_pay")).isEqualTo(2_000);
    assertThat(Hospital.fen(settled, "hifob_pay")).isEqualTo(750);
    assertThat(Hospital.fen(settled, "hifmi_pay")).isEqualTo(1_350);
    assertThat(Hospital.fen(settled, "maf_pay")).isEqualTo(950);
    assertThat(Hospital.fen(settled, "fund_pay_sumamt")).isEqualTo(5_050);
    assertThat(Hospital.fen(settled, "hosp_part_amt")).isEqualTo(3_000);
    assertThat(Hospital.fen(settled, "acct_pay")).isEqualTo(1_950);
    assertThat(Hospital.fen(settled, "psn_part_amt")).isEqualTo(1_950);
    assertThat(settled.at("/output/setldetail")).hasSize(4);
    assertThat(world.balance("bureau", "institution:" + World.INSTITUTION)).isEqualTo(7_000);
    assertThat(world.balance("bureau", "fund:hifmi")).isEqualTo(-1_350);
    assertThat(world.books("bureau").get("sum").longValue()).isZero();
  }

  /** As the published head has them, and no other way. */
  @ParameterizedTest
  @CsvSource({
    "inf_time, 2026-11-21T10:00:00, yyyy-MM-dd",
    "inf_time, 20261121100000, yyyy-MM-dd",
    "inf_time, 2026-02-30 10:00:00, yyyy-MM-dd",
    "infver, 1.0, V1.0",
    "opter_type, 4, opter_type",
    "mdtrtarea_admvs, 5101, six digits",
    "insuplc_admdvs, 51010x, six digits"
  })
  void theHeadsFormatsAreFixed(String name, String value, String text) {
    Map<String, ?> input =
        Map.of("data", Map.of("mdtrt_cert_type", "02", "mdtrt_cert_no", Hospital.ID_NUMBER));
    assertThat(hospital.call("1101", input, Map.of(name, value)).toString()).contains(text);
    assertDone(hospital.call("1101", input, Map.of()));
  }

  @Test
  void timesOfVisitsAndFeesAreWrittenInOneWay() {
    visit();
    String due = "yyyy-MM-dd HH:mm:ss";
    Map<String, Object> info =
        new LinkedHashMap<>(
            Map.of("mdtrt_id", mdtrtId, "psn_no", psnNo, "med_type", "11", "begntime", "20261121"));
    Map<String, Object> diagnosis =
        new LinkedHashMap<>(
            Map.of("diag_type", "1", "diag_code", "J06", "diag_name", "感冒", "vali_flag", "1"));
    Map<String, Object> visit = Map.of("mdtrtinfo", info, "diseinfo", List.of(diagnosis));
    assertRefused(hospital.call("2203", visit), due);
    info.put("begntime", "2026-11-21 09:00:00");
    diagnosis.put("diag_time", "2026-11-21 09:00");
    assertRefused(hospital.call("2203", visit), due);
    diagnosis.put("diag_time", "2026-11-21 09:00:00");
    assertDone(hospital.call("2203", visit));
    Map<String, Object> line =
        new LinkedHashMap<>(
            Map.of("mdtrt_id", mdtrtId, "psn_no", psnNo, "fee_ocur_time", "2026-11-21T09:30"));
    assertRefused(hospital.call("2204", Map.of("feedetail", List.of(line))), due);
  }

  @Test
  void theHospitalsShareIsAnotherFeeOfAMobileOrder() {
    insureWithMore();
    visit();
    String allowed = hospital.payAuth();
    Centre centre = new Centre(world);
    Map<String, Object> upload =
        new LinkedHashMap<>(centre.upload(allowed, psnNo, mdtrtId, "M1", FEES));
    upload.put("overlmtSelfpay", "40.00");
    upload.put("inscpScpAmt", "60.00");
    assertThat(centre.call("uldFeeInfo", upload).path("message").asText())
        .as("three parts make the bill, and what is above the limit is wholly own")
        .contains("合计不符");
    upload.put("fulamtOwnpayAmt", "40.00");
    JsonNode uploaded = centre.call("uldFeeInfo", upload);
    JsonNode ordered =
        centre.call(
            "pay_order",
            Map.of(
                "payAuthNo",
                allowed,
                "payOrdId",
                uploaded.at("/data/payOrdId").asText(),
                "payToken",
                uploaded.at("/data/payToken").asText(),
                "orgCodg",
                World.INSTITUTION,
                "orgBizSer",
                "S1",
                "chrgBchno",
                "M1",
                "feeType",
                "01",
                "acctUsedFlag",
                "1"));
    assertThat(ordered.at("/data/othFeeAmt").asText()).isEqualTo("30.00");
    assertThat(ordered.at("/data/fundPay").asText()).isEqualTo("50.50");
    assertThat(ordered.at("/data/psnAcctPay").asText()).isEqualTo("19.50");
    assertThat(ordered.at("/data/ownPayAmt").asText()).isEqualTo("0.00");
  }

  /** Where the fund bears nothing the account bears a fen less; where all is cash, nothing can. */
  @Test
  void aSettlementThatIsToDifferDoes() {
    insure(Map.of("ratio", "0"));
    visit();
    world.fault("bureau", "2207", "SETTLE_DIFFERS");
    JsonNode settled = hospital.call("2207", bill("B1", FEES));
    assertThat(Hospital.fen(settled, "acct_pay")).isEqualTo(2_999);
    world.fault("bureau", "2207", "SETTLE_DIFFERS");
    JsonNode own = hospital.call("2207", bill("B2", List.of(new Fee("03", 10_000))));
    assertThat(Hospital.fen(own, "psn_cash_pay")).isEqualTo(10_000);
    assertThat(World.tree(world.get("/control/faults").body()).get("waiting")).hasSize(1);
  }

  /** What a day's totals are compared with was settled then, whatever the person became since. */
  @Test
  void totalsAreOfWhatWasSettled() {
    visit();
    String unused = settled("B1");
    insure(Map.of("insutype", "390"));
    String today = LocalDate.ofInstant(world.now(), ZoneId.of("Asia/Shanghai")).toString();
    JsonNode judged =
        hospital.call(
            "3201",
            Map.of(
                "data",
                Map.of(
                    "insutype", "310",
                    "clr_type", "11",
                    "setl_optins", "990100",
                    "stmt_begndate", today,
                    "stmt_enddate", today,
                    "medfee_sumamt", "100.00",
                    "fund_pay_sumamt", "63.00",
                    "acct_pay", "30.00",
                    "fixmedins_setl_cnt", "1")));
    assertThat(judged.at("/output/stmtinfo/stmt_rslt").textValue()).isEqualTo("0");
  }

  /** A zip of a quarter of a million bytes, each of them a number in a list. */
  @Test
  void aLargeHospitalsDayFits() {
    Map<String, ?> file =
        Map.of(
            "fixmedins_code",
            World.INSTITUTION,
            "filename",
            "day.zip",
            "in",
            Collections.nCopies(300_000, 200));
    assertDone(hospital.call("9101", Map.of("fsUploadIn", file)));
    Map<String, Object> wrong = new LinkedHashMap<>(file);
    wrong.put("in", List.of(300));
    assertRefused(hospital.call("9101", Map.of("fsUploadIn", wrong)), "格式错误");
  }
}
