package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.MixedCharge;

/** The shares of a mixed order are believed when they make its total. */
class MixedFactsTest {
  private final MixedFacts facts = new MixedFacts(AlipayMixedSettings.usual());

  private MixedCharge charge(String total, String more) {
    return charge(facts, total, more);
  }

  private static MixedCharge charge(MixedFacts facts, String total, String more) {
    String said =
        "{\"trade_no\":\"T1\",\"order_type\":\"INSURANCE_PAY\",\"trade_status\":\"INIT\","
            + "\"medical_pay_status\":\"INIT\",\"own_pay_status\":\"INIT\",\"gov_amount\":\"10.00\","
            + "\"account_amount\":\"5.00\",\"real_amount\":\"4.00\",\"total_amount\":\""
            + total
            + "\""
            + more
            + "}";
    return facts.charge(Json.read(said.getBytes(UTF_8)), "ORDER1");
  }

  @Test
  void sharesAndWhatIsSparedMakeTheTotal() {
    assertThat(charge("19.00", "").shares())
        .contains(new MixedCharge.Shares(1_000, 500, 0, 400, 1_900));
    assertThat(charge("19.50", ",\"other_amount\":\"0.50\"").shares())
        .contains(new MixedCharge.Shares(1_000, 500, 50, 400, 1_950));
    String list =
        "[{\"subsidy_mode\":\"REDUCE\",\"subsidy_amount\":\"1.00\"},"
            + "{\"subsidy_mode\":\"ADD\",\"subsidy_amount\":\"7.00\"}]";
    assertThat(charge("20.00", ",\"subsidy_amount_params\":" + list).shares())
        .contains(new MixedCharge.Shares(1_000, 500, 0, 400, 2_000));
    assertThat(
            charge("20.00", ",\"subsidy_amount_params\":\"" + list.replace("\"", "\\\"") + "\"")
                .shares())
        .as("a report has it as text")
        .contains(new MixedCharge.Shares(1_000, 500, 0, 400, 2_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"18.99", "19.01", "20.00", "-19.00"})
  void otherTotalsAreUnreadable(String total) {
    assertThatThrownBy(() -> charge(total, "")).isInstanceOf(UnreadableAnswer.class);
  }

  /** Which kinds of orders there are is in no public text: another word is none that is read. */
  @Test
  void anOrderOfAnotherKindIsUnreadable() {
    AlipayMixedSettings usual = AlipayMixedSettings.usual();
    MixedFacts others =
        new MixedFacts(
            new AlipayMixedSettings(
                usual.words(),
                usual.industry(),
                usual.scene(),
                "MIXED",
                "CASH",
                usual.whole(),
                usual.part()));
    assertThatThrownBy(() -> charge(others, "19.00", "")).isInstanceOf(UnreadableAnswer.class);
  }

  @Test
  void aShareIsNotNegative() {
    assertThatThrownBy(() -> charge("18.00", ",\"other_amount\":\"-1.00\""))
        .isInstanceOf(UnreadableAnswer.class);
  }
}
