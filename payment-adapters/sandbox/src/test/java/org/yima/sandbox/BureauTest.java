package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yima.sandbox.driver.BureauAnswers.assertDone;
import static org.yima.sandbox.driver.BureauAnswers.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.sandbox.driver.Hospital;
import org.yima.sandbox.driver.Hospital.Fee;
import org.yima.sandbox.driver.World;

/**
 * The bureau: what is computed, what an authorisation is worth, what a repetition and a broken
 * connection leave behind.
 */
class BureauTest extends AtTheBureau {
  private static final String INSTITUTION = "institution:" + World.INSTITUTION;
  private static final List<Fee> FEES =
      List.of(new Fee("01", 10_000), new Fee("02", 5_000), new Fee("03", 2_345));
  private static final long TOTAL = 17_345;

  private Map<String, ?> bill(String batch, long total) {
    return Hospital.settle(auth, psnNo, mdtrtId, batch, total);
  }

  @Test
  void aFractionOfASettlementIsNoCount() {
    assertRefused(
        hospital.call(
            "3201",
            Map.of(
                "data",
                Map.of(
                    "insutype", "310",
                    "clr_type", "11",
                    "setl_optins", "990100",
                    "stmt_begndate", "2026-11-21",
                    "stmt_enddate", "2026-11-21",
                    "medfee_sumamt", "0.00",
                    "fund_pay_sumamt", "0.00",
                    "acct_pay", "0.00",
                    "fixmedins_setl_cnt", "0.5"))),
        "whole number");
  }

  /**
   * 100.00 in scope + 45.00 of 50.00 + 23.45 own: deductible 10.00, fund 70% of 135.00, account
   * 30.00, the rest cash.
   */
  @Test
  void theSharesAreComputedFromTheRules() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    JsonNode preSettled = hospital.call("2206", bill("B1", TOTAL));
    assertDone(preSettled);
    assertThat(preSettled.at("/output/setlinfo/setl_id").textValue()).isEmpty();
    assertThat(Hospital.fen(preSettled, "inscp_scp_amt")).isEqualTo(14_500);
    assertThat(Hospital.fen(preSettled, "fulamt_ownpay_amt")).isEqualTo(2_345);
    assertThat(Hospital.fen(preSettled, "preselfpay_amt")).isEqualTo(500);
    assertThat(Hospital.fen(preSettled, "act_pay_dedc")).isEqualTo(1_000);
    assertThat(Hospital.fen(preSettled, "fund_pay_sumamt")).isEqualTo(9_450);
    assertThat(Hospital.fen(preSettled, "acct_pay")).isEqualTo(3_000);
    assertThat(Hospital.fen(preSettled, "psn_cash_pay")).isEqualTo(4_895);
    assertThat(preSettled.at("/output/setlinfo/psn_cash_pay").asText()).isEqualTo("48.95");
    assertThat(world.balance("bureau", INSTITUTION)).isZero();

    JsonNode settled = hospital.call("2207", bill("B1", TOTAL));
    assertDone(settled);
    assertThat(Hospital.fen(settled, "psn_cash_pay")).isEqualTo(4_895);
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(12_450);
    assertThat(world.balance("bureau", "account:" + psnNo)).isZero();
    assertThat(world.balance("bureau", "fund:310")).isEqualTo(-9_450);
  }

  @Test
  void anAuthorisationSettlesOnceAndDies() {
    String code = hospital.authCode();
    assertThat(hospital.exchange(code).get("code").intValue()).isZero();
    assertThat(hospital.exchange(code).get("code").intValue()).isEqualTo(1001);

    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    assertDone(hospital.fees(mdtrtId, psnNo, "B2", List.of(new Fee("01", 100))));
    assertDone(hospital.call("2207", bill("B1", TOTAL)));
    assertRefused(hospital.call("2207", bill("B2", 100)), "授权码无效");

    auth = hospital.ecToken();
    world.moveClock(Duration.ofMinutes(31));
    assertRefused(hospital.call("2206", bill("B2", 100)), "授权码无效");
  }

  @Test
  void aMessageIsAnsweredOnceAndItsNumberMeansOneThing() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    String msgid = hospital.nextMsgid();
    JsonNode first = hospital.call("2207", msgid, bill("B1", TOTAL));
    assertDone(first);
    assertThat(hospital.call("2207", msgid, bill("B1", TOTAL))).isEqualTo(first);
    assertRefused(hospital.call("2207", msgid, bill("B1", TOTAL + 1)), "报文重复");
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(12_450);
  }

  @Test
  void aSumThatIsOffIsRefused() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    assertRefused(hospital.call("2206", bill("B1", TOTAL - 1)), "明细合计不符");
    assertRefused(hospital.call("2207", bill("B1", TOTAL - 1)), "明细合计不符");
    JsonNode third =
        hospital.call(
            "2204",
            Map.of(
                "feedetail",
                List.of(
                    Map.ofEntries(
                        Map.entry("feedetl_sn", "X"),
                        Map.entry("mdtrt_id", mdtrtId),
                        Map.entry("psn_no", psnNo),
                        Map.entry("chrg_bchno", "B3"),
                        Map.entry("fee_ocur_time", "2026-11-21 09:30:00"),
                        Map.entry("med_list_codg", "C"),
                        Map.entry("medins_list_codg", "O"),
                        Map.entry("det_item_fee_sumamt", "1.005"),
                        Map.entry("cnt", "1"),
                        Map.entry("pric", "1.005")))));
    assertRefused(third, "det_item_fee_sumamt");
  }

  @Test
  void theCatalogueDecidesTheClassAndTheInstitutionCannotSayOtherwise() {
    visit();
    world
        .control("catalogue", Map.of("code", "CODE", "insuranceClass", "03"))
        .required("insuranceClass");
    JsonNode judged = hospital.fees(mdtrtId, psnNo, "B1", List.of(new Fee("01", 10_000)));
    assertThat(judged.at("/output/result/0/chrgitm_lv").textValue()).isEqualTo("03");
    assertThat(judged.at("/output/result/0/fulamt_ownpay_amt").asText()).isEqualTo("100.00");
    Map<String, Object> claimed = new HashMap<>();
    ((Map<?, ?>) bill("B1", 10_000).get("data")).forEach((k, v) -> claimed.put((String) k, v));
    claimed.put("inscp_scp_amt", "100.00");
    assertRefused(hospital.call("2207", Map.of("data", claimed)), "明细合计不符");
    claimed.put("inscp_scp_amt", "0.00");
    claimed.put("fulamt_ownpay_amt", "100.00");
    assertDone(hospital.call("2207", Map.of("data", claimed)));
  }

  @Test
  void aReversalBringsEverythingBackOnce() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    JsonNode settled = hospital.call("2207", bill("B1", TOTAL));
    Map<String, ?> reversal =
        Map.of(
            "data",
            Map.of(
                "setl_id",
                settled.at("/output/setlinfo/setl_id").textValue(),
                "mdtrt_id",
                mdtrtId,
                "psn_no",
                psnNo));
    JsonNode reversed = hospital.call("2208", reversal);
    assertDone(reversed);
    assertThat(Hospital.fen(reversed, "fund_pay_sumamt")).isEqualTo(-9_450);
    assertRefused(hospital.call("2208", reversal), "已冲销");
    assertThat(query("").at("/output/setlinfo/refd_setl_flag").textValue()).isEqualTo("1");
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
    assertThat(world.balance("bureau", "account:" + psnNo)).isEqualTo(3_000);

    auth = hospital.ecToken();
    JsonNode anew = hospital.call("2207", bill("B1", TOTAL));
    assertThat(Hospital.fen(anew, "act_pay_dedc")).isEqualTo(1_000);
    assertThat(query("").at("/output/setlinfo/refd_setl_flag").textValue()).isEqualTo("0");
  }

  private JsonNode query(String setlId) {
    return hospital.call(
        "5203", Map.of("data", Map.of("psn_no", psnNo, "mdtrt_id", mdtrtId, "setl_id", setlId)));
  }

  @Test
  void aSettlementWhoseAnswerWasLostIsFoundAndCanBeReversed() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    assertThat(query("").at("/output/setlinfo").isMissingNode()).isTrue();
    world.fault("bureau", "2207", "RESET_AFTER");
    String msgid = hospital.nextMsgid();
    assertThatThrownBy(() -> hospital.call("2207", msgid, bill("B1", TOTAL)))
        .isInstanceOf(UncheckedIOException.class);
    JsonNode found = query("");
    assertThat(found.at("/output/setlinfo/refd_setl_flag").textValue()).isEqualTo("0");
    assertThat(found.at("/output/setlinfo/medins_setl_id").textValue()).isEqualTo(msgid);

    assertDone(reverseUnknown(msgid));
    awaitBalance(0);
    assertThat(query("").at("/output/setlinfo/refd_setl_flag").textValue()).isEqualTo("1");
  }

  private JsonNode reverseUnknown(String msgid) {
    return hospital.call(
        "2601", Map.of("data", Map.of("psn_no", psnNo, "omsgid", msgid, "oinfno", "2207")));
  }

  /** The reversal is done after its answer; asking again is how anyone learns of it. */
  private void awaitBalance(long fen) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (world.balance("bureau", INSTITUTION) != fen) {
      assertThat(System.nanoTime()).as("the reversal never came").isLessThan(end);
    }
  }

  @Test
  void aMessageThatNeverCameIsBarredByItsReversal() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    String msgid = hospital.nextMsgid();
    assertDone(reverseUnknown(msgid));
    assertRefused(hospital.call("2207", msgid, bill("B1", TOTAL)), "已被冲正");
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
  }

  @Test
  void aSettlementCanDifferFromItsPreSettlement() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    world.fault("bureau", "2207", "SETTLE_DIFFERS");
    JsonNode settled = hospital.call("2207", bill("B1", TOTAL));
    assertThat(Hospital.fen(settled, "fund_pay_sumamt")).isEqualTo(8_505);
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(8_505 + 3_000);
  }

  /** It moves what it promised and tells a fen more, then and whenever it is asked. */
  @Test
  void aSettlementCanBeToldOfWrongly() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    world.fault("bureau", "2207", "SETTLE_MISSTATED");
    JsonNode settled = hospital.call("2207", bill("B1", TOTAL));
    assertDone(settled);
    assertThat(Hospital.fen(settled, "fund_pay_sumamt")).isEqualTo(9_451);
    assertThat(Hospital.fen(settled, "psn_part_amt")).isEqualTo(TOTAL - 9_450);
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(9_450 + 3_000);
    String setlId = settled.at("/output/setlinfo/setl_id").textValue();
    assertThat(Hospital.fen(query(setlId), "fund_pay_sumamt")).isEqualTo(9_451);
    Map<String, ?> reversal =
        Map.of("data", Map.of("setl_id", setlId, "mdtrt_id", mdtrtId, "psn_no", psnNo));
    assertDone(hospital.call("2208", reversal));
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
    auth = hospital.ecToken();
    JsonNode anew = hospital.call("2207", bill("B1", TOTAL));
    assertThat(Hospital.fen(anew, "fund_pay_sumamt")).as("the next is its own").isEqualTo(9_450);
  }

  @Test
  void theDeductibleIsBorneOnceAYear() {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    assertDone(hospital.call("2207", bill("B1", TOTAL)));
    auth = hospital.ecToken();
    assertDone(hospital.fees(mdtrtId, psnNo, "B2", FEES));
    assertThat(Hospital.fen(hospital.call("2206", bill("B2", TOTAL)), "act_pay_dedc")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_INSURED, 1101, 未参保",
    "CREDENTIAL_NOT_ACTIVATED, 1101, 凭证未激活",
    "SUSPENDED, 2206, 暂停参保",
    "IN_HOSPITAL, 2206, 住院期间",
    "NOT_FILED_CROSS_PROVINCE, 2206, 未办理异地备案",
    "INSTITUTION_NOT_DESIGNATED, 2206, 非定点",
    "DISEASE_NOT_REGISTERED, 2206, 病种未备案",
    "QUOTA_USED, 2206, 额度已用完",
    "DETAILS_SUM_OFF, 2206, 明细合计不符",
    "FAMILY_ACCOUNT_NOT_BOUND, 2206, 亲情账户未绑定",
    "MAINTENANCE, 2206, 系统维护",
    "YEAR_CHANGED, 2207, 跨年度",
    "SETTLE_REFUSED, 2207, 结算失败"
  })
  void aPersonCanBeRefusedAsRealOnesAre(String refusal, String infno, String text) {
    visit();
    assertDone(hospital.fees(mdtrtId, psnNo, "B1", FEES));
    hospital.insure(3_000, 1_000, "0.7", 1_000_000, refusal);
    JsonNode answer =
        infno.equals("1101")
            ? hospital.call(
                "1101", Map.of("data", Map.of("mdtrt_cert_type", "01", "mdtrt_cert_no", auth)))
            : hospital.call(infno, bill("B1", TOTAL));
    assertRefused(answer, text);
    assertThat(world.balance("bureau", INSTITUTION)).isZero();
    hospital.insure(3_000, 1_000, "0.7", 1_000_000, null);
    assertDone(hospital.call("2207", bill("B1", TOTAL)));
  }

  @Test
  void aForeignGatewaySignatureIsRefused() {
    var answer = hospital.send("1101", hospital.nextMsgid(), Map.of(), "another-token");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(World.tree(answer.body()).get("infcode").intValue()).isEqualTo(-1);
  }

  /**
   * Random bills through the whole interface: the shares make the total, none is negative, and the
   * books agree.
   */
  @Test
  void anyBillIsBorneWhollyAndTheBooksAgree() {
    Random random = new Random(5_2);
    visit();
    long owed = 0;
    for (int i = 0; i < 25; i++) {
      hospital.insure(
          random.nextInt(20_000),
          random.nextInt(30_000),
          "0." + (10 + random.nextInt(90)),
          random.nextInt(200_000),
          null);
      auth = hospital.ecToken();
      List<Fee> fees = new ArrayList<>();
      long total = 0;
      int lines = 1 + random.nextInt(6);
      for (int j = 0; j < lines; j++) {
        long fen = random.nextInt(30_000);
        fees.add(new Fee("0" + (1 + random.nextInt(3)), fen));
        total += fen;
      }
      String batch = "R" + i;
      assertDone(hospital.fees(mdtrtId, psnNo, batch, fees));
      JsonNode pre = hospital.call("2206", bill(batch, total));
      JsonNode settled = hospital.call("2207", bill(batch, total));
      assertDone(settled);
      long fund = Hospital.fen(settled, "fund_pay_sumamt");
      long account = Hospital.fen(settled, "acct_pay");
      long cash = Hospital.fen(settled, "psn_cash_pay");
      assertThat(fund).isNotNegative().isEqualTo(Hospital.fen(pre, "fund_pay_sumamt"));
      assertThat(account).isNotNegative().isEqualTo(Hospital.fen(pre, "acct_pay"));
      assertThat(cash).isNotNegative();
      assertThat(fund + account + cash).isEqualTo(total);
      assertThat(Hospital.fen(settled, "psn_part_amt")).isEqualTo(account + cash);
      assertThat(
              Hospital.fen(settled, "fulamt_ownpay_amt")
                  + Hospital.fen(settled, "preselfpay_amt")
                  + Hospital.fen(settled, "inscp_scp_amt"))
          .isEqualTo(total);
      owed += fund + account;
      assertThat(world.balance("bureau", "account:" + psnNo)).isNotNegative();
    }
    assertThat(world.balance("bureau", INSTITUTION)).isEqualTo(owed);
    assertThat(world.books("bureau").get("sum").longValue()).isZero();
  }
}
