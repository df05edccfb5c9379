package org.yima.healthcard.emv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmvCodeTest {
  /** The sample of the EMVCo merchant-presented specification. */
  private static final String MERCHANT =
      "00020101021229300012D156000000000510A93FO3230Q31280012D156000000010308123456785204411158"
          + "02CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.725303156550201"
          + "6233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A";

  private static final String CONSUMER =
      "hQVDUFYwMWETTwegAAADMwEBUAhVbmlvblBheWIUVwxiIgISNFZ4kBI9JxJfIANBL0I=";

  @Test
  void theCrcIsCcittFalse() {
    assertThat(Crc16.of("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0x29B1);
  }

  @Test
  void theMerchantSampleIsRead() {
    EmvMerchantCode code = EmvMerchantCode.parse(MERCHANT).orElseThrow();
    assertThat(code.isDynamic()).isTrue();
    assertThat(code.merchantName()).hasValue("BEST TRANSPORT");
    assertThat(code.currency()).hasValue("156");
    assertThat(code.amount()).hasValue(new BigDecimal("23.72"));
    EmvField language =
        code.fields().stream().filter(field -> field.id() == 64).findFirst().orElseThrow();
    assertThat(language.template())
        .hasValue(List.of(new EmvField(0, "ZH"), new EmvField(1, "最佳运输"), new EmvField(2, "北京")));
    assertThat(code.fields().get(code.fields().size() - 1)).isEqualTo(new EmvField(63, "A13A"));
    assertThat(new EmvField(59, "0002ZH").template()).isEmpty();
  }

  @Test
  void anyChangedCharacterBreaksTheMerchantCode() {
    for (int at = 0; at < MERCHANT.length(); at++) {
      char other = MERCHANT.charAt(at) == '7' ? '8' : '7';
      String changed = MERCHANT.substring(0, at) + other + MERCHANT.substring(at + 1);
      assertThat(EmvMerchantCode.parse(changed)).as("at %d", at).isEmpty();
    }
  }

  /**
   * The CRC of each fits, so only the structure is wrong: a field overruns, or an id is no number.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0002015999SHORT", "0002015A", "000201-103ABC", "00020163"})
  void aBrokenStructureIsRefusedDespiteItsCrc(String fields) {
    String body = fields + "6304";
    int crc = Crc16.of(body.getBytes(StandardCharsets.UTF_8));
    assertThat(EmvMerchantCode.parse(body + String.format("%04X", crc))).isEmpty();
  }

  @Test
  void theConsumerCodeIsRead() {
    EmvConsumerCode code = EmvConsumerCode.parse(CONSUMER).orElseThrow();
    assertThat(code.applicationIds()).containsExactly("A0000003330101");
    BerTlv common = code.objects().get(2);
    assertThat(common.tag()).isEqualTo("62");
    assertThat(common.children()).extracting(BerTlv::tag).containsExactly("57", "5F20");
    assertThat(code.toString()).doesNotContain("622202");
  }

  @Test
  void aCutConsumerCodeIsRefused() {
    byte[] bytes = Base64.getDecoder().decode(CONSUMER);
    for (int length = 0; length < bytes.length; length++) {
      String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length));
      // Cut exactly behind an object, what remains is a smaller code that is whole.
      boolean whole = length == 28;
      assertThat(EmvConsumerCode.parse(cut).isPresent()).as("%d bytes", length).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "61",
        "6180",
        "61820001",
        "6183000001FF",
        "1F",
        "1F80",
        "6106610461026100",
        "4F05A0"
      })
  void malformedObjectsAreRefused(String hex) {
    assertThat(BerTlv.parseAll(HexFormat.of().parseHex(hex))).isEmpty();
  }

  @Test
  void longLengthsAreRead() {
    byte[] value = new byte[200];
    String hex = "4F81C8" + HexFormat.of().formatHex(value);
    assertThat(BerTlv.parseAll(HexFormat.of().parseHex(hex)).orElseThrow())
        .containsExactly(new BerTlv("4F", "00".repeat(200), List.of()));
  }
}
