package org.yima.migration.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.CleanCard;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.SampleDocuments;
import org.yima.platform.Fen;

/** One clean row; each test spoils one thing in it, as real exports do. */
class RowCleanerTest {
  private static final String DOCUMENT = SampleDocuments.of("99010119900307002");
  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-01T00:00:00+08:00");
  private static final Map<String, String> COLUMNS =
      Arrays.stream(Field.values()).collect(Collectors.toMap(Field::key, Field::key));
  private static final Map<String, Map<String, String>> VALUES =
      Map.of(
          "balanceKind", Map.of("现金", "CASH", "欠费", "DEBT"),
          "documentType", Map.of("居民身份证", "RESIDENT_ID"),
          "status", Map.of("正常", "ACTIVE", "挂失", "LOST"),
          "deceased", Map.of("是", "true", "否", "false"));
  private static final RowCleaner CLEANER =
      new RowCleaner(
          "h1-card",
          new Mapping(Optional.of("UTF-8"), COLUMNS, VALUES),
          new Lengths(10, 8),
          ZoneId.of("Asia/Shanghai"),
          AT);

  private static Row row(Field field, String value) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    values.put(Field.CARD_NUMBER, "0000012345");
    values.put(Field.PATIENT_ID, "00000777");
    values.put(Field.NAME, "张伟");
    values.put(Field.SEX, "女");
    values.put(Field.BIRTH_DATE, "1990-03-07");
    values.put(Field.DOCUMENT_TYPE, "居民身份证");
    values.put(Field.DOCUMENT_NUMBER, DOCUMENT);
    values.put(Field.PHONE, "19900001234");
    values.put(Field.ADDRESS, "医码市东湖区");
    values.put(Field.BALANCE, "12.30");
    values.put(Field.BALANCE_KIND, "现金");
    values.put(Field.BALANCE_AT, "2026-10-31 08:00:00");
    values.put(Field.STATUS, "正常");
    values.put(Field.DECEASED, "否");
    values.put(field, value);
    return Row.of("h1.csv", 2, values);
  }

  private static Cleaned.Card card(Field field, String value) {
    Cleaned cleaned = CLEANER.clean(row(field, value));
    assertThat(cleaned).isInstanceOf(Cleaned.Card.class);
    return (Cleaned.Card) cleaned;
  }

  private static Reason refused(Field field, String value) {
    Cleaned cleaned = CLEANER.clean(row(field, value));
    assertThat(cleaned).isInstanceOf(Cleaned.Rejected.class);
    return ((Cleaned.Rejected) cleaned).reason();
  }

  @Test
  void aCleanRowIsTakenAsItIs() {
    Cleaned.Card card = card(Field.NAME, "张伟");
    assertThat(card.source().number()).isEqualTo("0000012345");
    assertThat(card.patientId()).contains("00000777");
    assertThat(card.source().sex()).contains(Sex.FEMALE);
    assertThat(card.source().birthDate()).contains(LocalDate.of(1990, 3, 7));
    assertThat(card.source().document().orElseThrow().idNumber()).isEqualTo(DOCUMENT);
    assertThat(card.source().documentVerified()).isFalse();
    assertThat(card.balance())
        .contains(
            new Balance(
                BalanceKind.CASH, Fen.of(1230), OffsetDateTime.parse("2026-10-31T08:00:00+08:00")));
    assertThat(card.notes()).isEmpty();
  }

  @Test
  void whatWardsAndDesksWriteIsTakenAsTheIndexReadsIt() {
    assertThat(card(Field.NAME, "王芳之子1").source().name()).isEqualTo("王芳之子1");
    assertThat(card(Field.PHONE, "0755-26000001-801").source().phone()).contains("075526000001");
    Cleaned.Card two = card(Field.PHONE, "19900001234/19900005678");
    assertThat(two.source().phone()).contains("19900001234");
    assertThat(two.source().further().otherPhone()).contains("19900005678");
  }

  /** A driving licence bears a resident's number, and so may whatever a desk has called it. */
  @Test
  void aPaperThatNobodyKnowsIsOneOnlyByAResidentsNumber() {
    assertThat(card(Field.DOCUMENT_TYPE, "军官证").source().document().orElseThrow().idNumber())
        .isEqualTo(DOCUMENT);
    Row officer = row(Field.DOCUMENT_TYPE, "军官证").with(Map.of(Field.DOCUMENT_NUMBER, "99123456"));
    Cleaned cleaned = CLEANER.clean(officer);
    assertThat(((Cleaned.Rejected) cleaned).reason()).isEqualTo(Reason.DOCUMENT_TYPE_UNKNOWN);
  }

  /** Values that go to quarantine, each with its reason. */
  @ParameterizedTest
  @CsvSource({
    "DOCUMENT_NUMBER, 9.90101E+17,         SCIENTIFIC_NOTATION",
    "CARD_NUMBER,     1.23E+9,             SCIENTIFIC_NOTATION",
    "PATIENT_ID,      7.77e+02,            SCIENTIFIC_NOTATION",
    "CARD_NUMBER,     '',                  CARD_NUMBER_MISSING",
    "CARD_NUMBER,     12#34,               CARD_NUMBER_INVALID",
    "PATIENT_ID,      a b,                 PATIENT_ID_INVALID",
    "NAME,            测试,                TEST_ROW",
    "NAME,            Test7,               TEST_ROW",
    "NAME,            测试患者2,           TEST_ROW",
    "NAME,            12床,                NAME_INVALID",
    "NAME,            张3伟,               NAME_INVALID",
    "DOCUMENT_NUMBER, 111111111111111111,  DOCUMENT_INVALID",
    "DOCUMENT_NUMBER, 990101199003070020,  DOCUMENT_INVALID",
    "DOCUMENT_NUMBER, 12345,               DOCUMENT_INVALID",
    "BALANCE,         12.3456,             BALANCE_FRACTION",
    "BALANCE,         0.001,               BALANCE_FRACTION",
    "BALANCE,         1.2E+3,              BALANCE_UNREADABLE",
    "BALANCE,         十元,                BALANCE_UNREADABLE",
    "BALANCE,         '1,234.00',          BALANCE_UNREADABLE",
    "BALANCE_KIND,    积分,                BALANCE_KIND_UNKNOWN",
    "BALANCE_KIND,    '',                  BALANCE_KIND_UNKNOWN",
    "BALANCE_AT,      昨天,                BALANCE_TIME_UNREADABLE",
  })
  void goesToQuarantine(Field field, String value, Reason reason) {
    assertThat(refused(field, value)).isEqualTo(reason);
  }

  /** Values that are put right or left out, each with its note. */
  @ParameterizedTest
  @CsvSource({
    "CARD_NUMBER,     12345,         LEADING_ZEROS_RESTORED",
    "PATIENT_ID,      777,           LEADING_ZEROS_RESTORED",
    "NAME,            12床张伟,      BED_REMOVED",
    "NAME,            张伟(12床),    BED_REMOVED",
    "NAME,            张伟[加3床], BED_REMOVED",
    "PHONE,           １９９００００１２３４, CHARACTERS_NORMALISED",
    "PHONE,           13800000000,   PHONE_DROPPED",
    "PHONE,           1.99E+10,      PHONE_DROPPED",
    "PHONE,           11111111111,   PHONE_DROPPED",
    "OTHER_PHONE,     13800000000,   PHONE_DROPPED",
    "PREVIOUS_NAME,   张3,           PREVIOUS_NAME_DROPPED",
    "INSURANCE_NUMBER, 12345,        INSURANCE_NUMBER_DROPPED",
    "INSURANCE_NUMBER, 0000000,      INSURANCE_NUMBER_DROPPED",
    "INSURANCE_NUMBER, 9.9E+17,      INSURANCE_NUMBER_DROPPED",
    "GUARDIAN_NAME,   李1,           GUARDIAN_DROPPED",
    "GUARDIAN_DOCUMENT_NUMBER, 990101199003070020, GUARDIAN_DROPPED",
    "GUARDIAN_DOCUMENT_NUMBER, 111111111111111111, GUARDIAN_DROPPED",
    "BIRTH_DATE,      0001-01-01,    BIRTH_DATE_UNKNOWN",
    "BIRTH_DATE,      9999-12-31,    BIRTH_DATE_UNKNOWN",
    "BIRTH_DATE,      1900-01-01,    BIRTH_DATE_UNKNOWN",
    "BIRTH_DATE,      1990-02-30,    BIRTH_DATE_UNKNOWN",
    "SEX,             未知,          SEX_UNKNOWN",
    "STATUS,          其他,          STATUS_UNKNOWN",
    "DECEASED,        是,            DECEASED",
    "BALANCE,         -5.00,         NEGATIVE_IS_DEBT",
  })
  void isPutRightWithANote(Field field, String value, Note note) {
    assertThat(card(field, value).notes()).containsExactly(note);
  }

  @Test
  void whatFewExtractsKnowIsReadToo() {
    Map<Field, String> values = new EnumMap<>(row(Field.NAME, "张伟之子").values());
    values.put(Field.PREVIOUS_NAME, "\u200B张 二");
    values.put(Field.OTHER_PHONE, "+86 199-0000-5678");
    values.put(Field.INSURANCE_NUMBER, "SB 700123");
    values.put(Field.GUARDIAN_NAME, "张伟");
    values.put(Field.GUARDIAN_DOCUMENT_TYPE, "PASSPORT");
    values.put(Field.GUARDIAN_DOCUMENT_NUMBER, "E12345678");
    Further further =
        ((Cleaned.Card) CLEANER.clean(Row.of("h1.csv", 2, values))).source().further();
    assertThat(further.previousName()).contains("张 二");
    assertThat(further.otherPhone()).contains("19900005678");
    assertThat(further.insuranceNumber()).contains("SB700123");
    assertThat(further.guardian())
        .isEqualTo(Guardian.of("张伟", DocumentKey.of(IdType.PASSPORT, "E12345678")));
    assertThat(card(Field.OTHER_PHONE, "199 0000 1234").source().further())
        .as("the first phone again")
        .isEqualTo(Further.NONE);
    assertThat(card(Field.GUARDIAN_DOCUMENT_NUMBER, DOCUMENT).source().further().guardian())
        .isEqualTo(Guardian.of("", DocumentKey.of(IdType.RESIDENT_ID, DOCUMENT)));
  }

  @Test
  void lookalikesAreRepairedOnlyWhereTheCheckCharacterThenHolds() {
    String looks = DOCUMENT.substring(0, 6) + DOCUMENT.substring(6).replace('0', 'O');
    assertThat(card(Field.DOCUMENT_NUMBER, looks).notes())
        .containsExactly(Note.LOOKALIKES_REPAIRED);
    String wrong = SampleDocuments.of("99010119900307004").substring(0, 17);
    String wrongCheck = wrong.replace('0', 'O') + (DOCUMENT.charAt(17) == '5' ? '6' : '5');
    boolean luckily = wrongCheck.replace('O', '0').equals(SampleDocuments.of(wrong));
    assertThat(luckily).isFalse();
    assertThat(refused(Field.DOCUMENT_NUMBER, wrongCheck)).isEqualTo(Reason.DOCUMENT_INVALID);
  }

  @Test
  void aDocumentNumberIsReadInEveryWidthAndCase() {
    String withX = null;
    for (int sequence = 0; withX == null; sequence += 2) {
      String number = SampleDocuments.of(String.format("99010119900307%03d", sequence));
      withX = number.endsWith("X") ? number : null;
    }
    Cleaned.Card lower = card(Field.DOCUMENT_NUMBER, withX.replace('X', 'x'));
    assertThat(lower.source().document().orElseThrow().idNumber()).isEqualTo(withX);
    String wide =
        DOCUMENT
            .chars()
            .mapToObj(c -> String.valueOf((char) (c + 0xFEE0)))
            .collect(Collectors.joining());
    assertThat(card(Field.DOCUMENT_NUMBER, wide).source().document().orElseThrow().idNumber())
        .isEqualTo(DOCUMENT);
    assertThat(card(Field.DOCUMENT_NUMBER, DOCUMENT + "\u200D").notes())
        .containsExactly(Note.CHARACTERS_NORMALISED);
  }

  @Test
  void fifteenDigitsAreUpgraded() {
    String old = DOCUMENT.substring(0, 6) + DOCUMENT.substring(8, 17);
    Cleaned.Card card = card(Field.DOCUMENT_NUMBER, old);
    assertThat(card.source().document().orElseThrow().idNumber()).isEqualTo(DOCUMENT);
    assertThat(card.notes()).containsExactly(Note.DOCUMENT_UPGRADED);
  }

  @Test
  void aNameIsReadWithoutInvisibleCharactersAndWideBlanks() {
    assertThat(card(Field.NAME, "\u200B张伟\u3000").source().name()).isEqualTo("张伟");
  }

  /** The exact amount, in fen. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.00, 0",
    "1, 100",
    "12.3, 1230",
    "12.3400, 1234",
    "9999999999.99, 999999999999"
  })
  void moneyIsExact(String yuan, long fen) {
    assertThat(card(Field.BALANCE, yuan).balance().orElseThrow().amount()).isEqualTo(Fen.of(fen));
  }

  @Test
  void aNegativeBalanceIsADebtAndKeptApart() {
    Balance balance = card(Field.BALANCE, "-5.00").balance().orElseThrow();
    assertThat(balance.kind()).isEqualTo(BalanceKind.DEBT);
    assertThat(balance.amount()).isEqualTo(Fen.of(-500));
  }

  @Test
  void aRefusedRowTellsItsMoneyAllTheSame() {
    Cleaned.Rejected rejected = (Cleaned.Rejected) CLEANER.clean(row(Field.NAME, "测试"));
    assertThat(rejected.money().balance().orElseThrow().amount()).isEqualTo(Fen.of(1230));
    Cleaned.Rejected fraction = (Cleaned.Rejected) CLEANER.clean(row(Field.BALANCE, "1.234"));
    assertThat(fraction.money()).isEqualTo(Cleaned.MoneyRead.UNREADABLE);
  }

  @Test
  void aCardWithoutNameAndDocumentIsNobodysAndStays() {
    Map<Field, String> values = new EnumMap<>(Field.class);
    values.put(Field.CARD_NUMBER, "0000012345");
    values.put(Field.BALANCE, "20.00");
    values.put(Field.BALANCE_KIND, "UNNAMED");
    Cleaned cleaned = CLEANER.clean(Row.of("h1.csv", 2, values));
    assertThat(cleaned).isInstanceOf(Cleaned.Card.class);
    Cleaned.Card card = (Cleaned.Card) cleaned;
    assertThat(card.notes()).contains(Note.UNNAMED);
    assertThat(card.balance().orElseThrow())
        .isEqualTo(new Balance(BalanceKind.UNNAMED, Fen.of(2000), AT));
  }

  @Test
  void aRowWithoutDocumentStays() {
    assertThat(card(Field.DOCUMENT_NUMBER, "").source().document()).isEmpty();
  }

  @Test
  void aLostCardIsKnownAsSuch() {
    assertThat(card(Field.STATUS, "挂失").retired()).isTrue();
  }

  @Test
  void numbersArePaddedOnlyWhereNearlyAllHaveOneLength() {
    assertThat(Lengths.common(Map.of(10, 95L, 8, 5L))).isEqualTo(10);
    assertThat(Lengths.common(Map.of(10, 60L, 8, 40L))).isZero();
    assertThat(Lengths.common(Map.of())).isZero();
  }

  @Test
  void maskedFieldsShowNoPersonalValue() {
    Map<String, String> masked = Masked.fields(row(Field.NAME, "欧阳小伟"));
    assertThat(masked).containsEntry("balance", "12.30").containsEntry("name", "欧***");
    assertThat(masked.get("documentNumber")).doesNotContain("19900307").hasSize(7);
    assertThat(masked.toString()).doesNotContain("阳小伟").doesNotContain("19900001234");
  }

  @Test
  void everyReadableRowEndsOnOneSide() {
    Optional<Reason> none = row(Field.NAME, "x").broken();
    assertThat(none).isEmpty();
    assertThat(CLEANER.clean(Row.broken("h1.csv", 9, Reason.SHIFTED_COLUMNS)))
        .isEqualTo(new Cleaned.Rejected(Reason.SHIFTED_COLUMNS, Cleaned.MoneyRead.UNREADABLE));
  }

  /** A foreigner's name may begin as a test does. */
  @Test
  void namesThatBeginAsATestAreNames() {
    for (String name : new String[] {"Testino Anna", "Demos", "Demonte Li", "TESTA MARIO"}) {
      assertThat(CLEANER.clean(row(Field.NAME, name))).as(name).isInstanceOf(Cleaned.Card.class);
    }
    for (String name : new String[] {"test", "TEST 张三", "test_01", "demo user", "测试"}) {
      assertThat(CLEANER.clean(row(Field.NAME, name)))
          .as(name)
          .isInstanceOfSatisfying(
              Cleaned.Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.TEST_ROW));
    }
  }

  /** What the index's cleaner says of a card, this room says of a row. */
  @Test
  void everyNoteAndRefusalOfACardIsOneOfARow() {
    assertThat(Arrays.stream(Note.values()).map(Enum::name))
        .containsAll(Arrays.stream(CleanCard.Note.values()).map(Enum::name).toList());
    assertThat(Arrays.stream(Reason.values()).map(Enum::name))
        .containsAll(Arrays.stream(CleanCard.Refusal.values()).map(Enum::name).toList());
  }
}
