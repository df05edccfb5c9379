package org.yima.healthcard.national;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NationalCardTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] ROOT_KEY = HEX.parseHex("0123456789ABCDEFFEDCBA9876543210");
  private static final String MINDEX =
      "ABD17E7ED399EF68AB5660155D6E226D2C92EAC3254A4A66BED83AED0ADA1E9E";
  private static final String CARD =
      "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928";

  /** GB/T 32907, annex A.1. */
  @Test
  void sm4IsThatOfTheStandard() {
    byte[] cipher = Sm4.encrypt(ROOT_KEY, ROOT_KEY);
    assertThat(HEX.formatHex(cipher)).isEqualTo("681EDF34D206965E86B3E94F536E4246");
    assertThat(Sm4.decrypt(ROOT_KEY, cipher)).isEqualTo(ROOT_KEY);
  }

  /** The published vector of the card id, step by step. */
  @Test
  void theCardIdIsDerivedAsPublished() {
    assertThat(HEX.formatHex(NationalCardId.dispersalFactor(MINDEX))).isEqualTo("92CDCE45A16799FD");
    assertThat(HEX.formatHex(NationalCardId.userKey(ROOT_KEY, MINDEX)))
        .isEqualTo("86C63180C2806ED1F47B859DE501215B");
    assertThat(NationalCardId.derive(ROOT_KEY, MINDEX, "01", "11010020171225006X"))
        .isEqualTo(new NationalCardId(CARD));
    assertThat(
            NationalCardId.derive(
                ROOT_KEY, MINDEX.toLowerCase(Locale.ROOT), "01", "11010020171225006X"))
        .isEqualTo(new NationalCardId(CARD));
  }

  @Test
  void whatCannotBeDerivedIsRefused() {
    assertThatThrownBy(() -> NationalCardId.derive(ROOT_KEY, MINDEX, "1", "11010020171225006X"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NationalCardId.derive(ROOT_KEY, MINDEX, "01", "1".repeat(31)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NationalCardId.derive(ROOT_KEY, "AB", "01", "1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NationalCardId.derive(new byte[15], MINDEX, "01", "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** One SM4 block. */
  private static final String VALIDITY = "00112233445566778899AABBCCDDEEFF";

  @ParameterizedTest
  @CsvSource({
    ":1, 1, '', '', :1",
    ":0, 0, '', '', :0",
    ":9, 9, '', '', :9",
    ":1::5100A0013, 1, '', 5100A0013, :1::5100A0013",
    ":0:00112233445566778899aabbccddeeff:, 0, 00112233445566778899AABBCCDDEEFF, '', :0:00112233445566778899AABBCCDDEEFF",
    ":0::, 0, '', '', :0",
  })
  void aCodeIsTakenApartAndHasOneText(
      String tail, int type, String validity, String issuer, String normalTail) {
    NationalCode code = NationalCode.parse(CARD.toLowerCase(Locale.ROOT) + tail).orElseThrow();
    assertThat(code).isEqualTo(new NationalCode(new NationalCardId(CARD), type, validity, issuer));
    assertThat(code.text()).isEqualTo(CARD + normalTail);
    assertThat(NationalCode.parse("85:" + CARD + tail)).hasValue(code);
    assertThat(code.isDynamic()).isEqualTo(type == 0);
    assertThat(code.isStatic()).isEqualTo(type == 1);
    assertThat(code.toString()).doesNotContain(CARD);
  }

  /** Spelling a dynamic code differently must not give a second one-use claim. */
  @Test
  void theClaimIsOneForAllSpellings() {
    String claim = NationalCode.parse(CARD + ":0:" + VALIDITY).orElseThrow().claimHash();
    assertThat(claim).hasSize(64);
    assertThat(
            NationalCode.parse(
                "85:"
                    + CARD.toLowerCase(Locale.ROOT)
                    + ":0:"
                    + VALIDITY.toLowerCase(Locale.ROOT)
                    + ":"))
        .map(NationalCode::claimHash)
        .hasValue(claim);
    assertThat(NationalCode.parse(CARD + ":0:" + VALIDITY + ":ISSUER7"))
        .map(NationalCode::claimHash)
        .hasValue(claim);
    String another = VALIDITY.substring(1) + (VALIDITY.endsWith("0") ? "1" : "0");
    assertThat(NationalCode.parse(CARD + ":0:" + another).orElseThrow().claimHash())
        .isNotEqualTo(claim);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":A",
        ":10",
        ":1:XY",
        ":1:::",
        ":1::医",
        ":1\n",
        ":0:AB12",
        ":0:00112233445566778899AABBCCDDEEFF00"
      })
  void otherTextsAreNoNationalCode(String tail) {
    assertThat(NationalCode.parse(CARD + tail)).isEmpty();
    assertThat(NationalCode.parse(CARD.substring(1) + ":1")).isEmpty();
  }

  @Test
  void theValidityIsReadOnlyWithItsKey() {
    LocalDateTime end = LocalDateTime.of(2026, 11, 21, 8, 1, 59);
    NationalValidity cipher = new NationalValidity(ROOT_KEY);
    String field = cipher.encrypt(end);
    assertThat(HEX.formatHex(Sm4.decrypt(ROOT_KEY, HEX.parseHex(field))))
        .isEqualTo("20261121080159" + "0".repeat(18));
    assertThat(cipher.decrypt(field)).hasValue(end);
    assertThat(new NationalValidity(new byte[16]).decrypt(field)).isEmpty();
    assertThat(cipher.decrypt("")).isEmpty();
    assertThat(cipher.decrypt("XY")).isEmpty();
    assertThat(cipher.decrypt(HEX.formatHex(Sm4.encrypt(ROOT_KEY, new byte[16])))).isEmpty();
  }
}
