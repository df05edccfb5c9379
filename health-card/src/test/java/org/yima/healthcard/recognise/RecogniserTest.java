package org.yima.healthcard.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.recognise.Recognised.Unknown;
import org.yima.healthcard.recognise.Recognised.Unknown.Why;

class RecogniserTest {
  private final Recogniser recogniser = new Recogniser();

  static Stream<Texts.Sample> samples() {
    return Texts.SAMPLES.stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyKindIsRecognised(Texts.Sample sample) {
    Recognised found = recogniser.recognise(sample.text());
    assertThat(found.kind()).isEqualTo(sample.kind());
    assertThat(found.text()).isEqualTo(sample.text());
    assertThat(recogniser.recognise(" " + sample.text() + "\r\n")).isEqualTo(found);
    assertThat(found.toString()).isEqualTo(sample.kind().name());
  }

  @Test
  void theSamplesLeaveNoKindOut() {
    Set<TextKind> covered =
        samples()
            .map(Texts.Sample::kind)
            .collect(Collectors.toCollection(() -> EnumSet.of(TextKind.UNKNOWN)));
    assertThat(covered).containsExactlyInAnyOrder(TextKind.values());
  }

  @ParameterizedTest
  @CsvSource({
    "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928, NATIONAL_CARD",
    "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928:X, NATIONAL_CARD",
    "440524188001010015, DOCUMENT",
    "810000199408230022, DOCUMENT",
    "91350100M000100Y44, USCC",
    "00020101021263041234, EMV_MERCHANT",
    "hQVDUFYwMW, EMV_CONSUMER",
    "https://a b, URL",
  })
  void whatFailsItsCheckSaysWhatItLooksLike(String text, TextKind looksLike) {
    assertThat(recogniser.recognise(text))
        .isEqualTo(new Unknown(text, Why.CHECK_FAILED, Optional.of(looksLike)));
    assertThat(recogniser.candidates(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "16456789012345678, NO_SHAPE", // one digit short of a payment code
    "164567890123456789, CHECK_FAILED", // prefix 16 belongs to no wallet
    "24345678901234567, NO_SHAPE",
    "621234567890123456, CHECK_FAILED",
    "021234567890123456 9, NO_SHAPE",
    "C00012345, NO_SHAPE", // an institution's own card number
    "fp0123456789abcdef0123456789abcdef, NO_SHAPE",
    "4251234567890123456701330000, NO_SHAPE",
    "ym:V509, NO_SHAPE",
    "张三, NO_SHAPE",
    "'', EMPTY",
    "' \t ', EMPTY",
  })
  void otherTextsAreUnknown(String text, Why why) {
    assertThat(recogniser.recognise(text))
        .isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(unknown.why()).isEqualTo(why));
  }

  @Test
  void lengthAndControlCharactersAreBounded() {
    String longest = "https://h/" + "a".repeat(Recogniser.MAX_TEXT - 10);
    assertThat(recogniser.recognise(longest).kind()).isEqualTo(TextKind.URL);
    assertThat(recogniser.recognise("医".repeat(1366)))
        .isEqualTo(new Unknown("医".repeat(1366), Why.TOO_LONG, Optional.empty()));
    Recognised tooLong = recogniser.recognise("1".repeat(Recogniser.MAX_TEXT + 1));
    assertThat(tooLong)
        .isEqualTo(new Unknown("1".repeat(Recogniser.MAX_TEXT), Why.TOO_LONG, Optional.empty()));
    assertThat(recogniser.recognise("11010519491231\u0000002X"))
        .isInstanceOfSatisfying(
            Unknown.class, found -> assertThat(found.why()).isEqualTo(Why.CONTROL_CHARACTERS));
  }

  /**
   * A Beijing resident's number has the shape of a WeChat payment code; the counter decides with
   * both. Nobody who was born then is alive.
   */
  @Test
  void anAmbiguousTextShowsAllItsReadings() {
    assertThat(recogniser.candidates("110101190003070010"))
        .extracting(Recognised::kind)
        .containsExactly(TextKind.DOCUMENT, TextKind.WECHAT_PAY);
    assertThat(recogniser.candidates("134567890123456789"))
        .extracting(Recognised::kind)
        .containsExactly(TextKind.WECHAT_PAY);
    // Holds by its check digit, but no division begins with 10 and none of Beijing's goes on with
    // 04.
    for (String text : List.of(checked("10010119900307001"), checked("11040119900307001"))) {
      assertThat(recogniser.candidates(text))
          .extracting(Recognised::kind)
          .containsExactly(TextKind.WECHAT_PAY, TextKind.DOCUMENT);
    }
    // Nor is anybody alive who was born in 1890.
    assertThat(recogniser.recognise(checked("13010118900307001")).kind())
        .isEqualTo(TextKind.WECHAT_PAY);
  }

  /** The number with those seventeen digits, which gives one with a digit at its end. */
  private static String checked(String body) {
    return IntStream.range(0, 1000)
        .mapToObj(sequence -> body.substring(0, 14) + String.format("%03d", sequence))
        .flatMap(b -> IntStream.range(0, 10).mapToObj(digit -> b + digit))
        .filter(text -> DocumentNumber.parse(IdType.RESIDENT_ID, text).isPresent())
        .findFirst()
        .orElseThrow();
  }

  /** What Entries states: about two payment codes in a hundred thousand read as a document. */
  @Test
  void aPaymentCodeIsRarelyMistakenForADocument() {
    Random random = new Random(18);
    int mistaken = 0;
    for (int code = 0; code < 1_000_000; code++) {
      long digits = random.nextLong(10_000_000_000_000_000L);
      String text = "1" + random.nextInt(6) + String.format("%016d", digits);
      mistaken += recogniser.recognise(text).kind() == TextKind.WECHAT_PAY ? 0 : 1;
    }
    assertThat(mistaken).isBetween(5, 45);
  }

  @Test
  void aNumberOfAnUnassignedDivisionIsAResidents() {
    DocumentNumber number = document("990101194503070019").number();
    assertThat(number.type()).isEqualTo(IdType.RESIDENT_ID);
    assertThat(number.divisionAssigned()).isFalse();
    // Without a check digit the division must speak for it.
    assertThat(recogniser.recognise("990101450307001").kind()).isEqualTo(TextKind.UNKNOWN);
  }

  @Test
  void documentsAreOfTheRightKindAndSayHowSureTheyAre() {
    assertThat(document("110105491231002").number().value()).isEqualTo("11010519491231002X");
    assertThat(document("110105491231002").number().type()).isEqualTo(IdType.RESIDENT_ID);
    assertThat(document("810000199408230021").number().type()).isEqualTo(IdType.HMT_RESIDENCE);
    assertThat(document("911124198108030024").number().type()).isEqualTo(IdType.FOREIGNER_PR);
    assertThat(document("h12345678").number().value()).isEqualTo("H12345678");
    assertThat(document("12345678").number().type()).isEqualTo(IdType.TW_PERMIT);
    assertThat(document("12345678").number().selfChecking()).isFalse();
    assertThat(document("911124198108030024").number().selfChecking()).isTrue();
  }

  private Recognised.Document document(String text) {
    return (Recognised.Document) recogniser.recognise(text);
  }

  @Test
  void partsAreTakenOut() {
    assertThat(recogniser.recognise("4241234567890123456701330000"))
        .isInstanceOfSatisfying(
            Recognised.MedicalInsuranceCode.class,
            code -> assertThat(code.province()).hasValue("33"));
    assertThat(recogniser.recognise("4241234567890123456701330001"))
        .isInstanceOfSatisfying(
            Recognised.MedicalInsuranceCode.class, code -> assertThat(code.province()).isEmpty());
    assertThat(recogniser.recognise("WEIXIN://wxpay/bizpayurl"))
        .isInstanceOfSatisfying(
            Recognised.Url.class, url -> assertThat(url.scheme()).isEqualTo("weixin"));
  }
}
