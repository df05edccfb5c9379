package org.yima.healthcard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.healthcard.identity.DocumentCheck.Problem;

class DocumentNumberTest {
  private static DocumentNumber number(IdType type, String raw) {
    return DocumentNumber.parse(type, raw).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "RESIDENT_ID, 11010519491231002X, 11010519491231002X",
    "RESIDENT_ID, 440524188001010014, 440524188001010014",
    "RESIDENT_ID, 11010519491231002x, 11010519491231002X",
    "RESIDENT_ID, ' 1101 0519 4912 3100 2X', 11010519491231002X",
    "RESIDENT_ID, １１０１０５１９４９１２３１００２Ｘ, 11010519491231002X",
    "RESIDENT_ID, 99010220000229123X, 99010220000229123X",
    "RESIDENT_ID, 110105491231002, 11010519491231002X",
    "RESIDENT_ID, 130503010401996, 130503180104019969",
    "HMT_RESIDENCE, 810000199408230021, 810000199408230021",
    "FOREIGNER_PR, 911124198108030024, 911124198108030024",
    "FOREIGNER_PR, usa110181010012, USA110181010012",
    "HK_MO_PERMIT, H12345678, H12345678",
    "HK_MO_PERMIT, M1234567801, M1234567801",
    "TW_PERMIT, 12345678, 12345678",
    "PASSPORT, e12345678, E12345678",
    "NEWBORN, P330000001, P330000001",
  })
  void goodNumbersHaveOneNormalForm(IdType type, String raw, String normal) {
    assertThat(number(type, raw).value()).isEqualTo(normal);
    assertThat(number(type, raw)).isEqualTo(number(type, normal));
  }

  @ParameterizedTest
  @CsvSource({
    "RESIDENT_ID, 110105194912310021, WRONG_CHECK_DIGIT",
    "RESIDENT_ID, 110105194902300027, IMPOSSIBLE_DATE",
    "RESIDENT_ID, 110105210012310027, IMPOSSIBLE_DATE",
    "RESIDENT_ID, 990105194912310027, WRONG_CHECK_DIGIT",
    "RESIDENT_ID, 911124198108030024, WRONG_DIVISION",
    "RESIDENT_ID, 810000199408230021, WRONG_DIVISION",
    "RESIDENT_ID, 5.00101E+17, WRONG_LENGTH",
    "RESIDENT_ID, 1101051949123100, WRONG_LENGTH",
    "RESIDENT_ID, 11010549123100A, WRONG_CHARACTERS",
    "RESIDENT_ID, X10105194912310021, WRONG_CHARACTERS",
    "RESIDENT_ID, 110105490230002, IMPOSSIBLE_DATE",
    "RESIDENT_ID, '', WRONG_LENGTH",
    "HMT_RESIDENCE, 11010519491231002X, WRONG_DIVISION",
    "HMT_RESIDENCE, 810000199408230022, WRONG_CHECK_DIGIT",
    "FOREIGNER_PR, 811124198108030024, WRONG_DIVISION",
    "HK_MO_PERMIT, X12345678, WRONG_CHARACTERS",
    "TW_PERMIT, 123456789, WRONG_CHARACTERS",
    "PASSPORT, 李1234567, WRONG_CHARACTERS",
    "NONE, anything, NO_NUMBER",
  })
  void aBadNumberNamesTheRuleItBreaks(IdType type, String raw, Problem problem) {
    assertThat(DocumentNumber.check(type, raw)).isEqualTo(new DocumentCheck.Invalid(problem));
  }

  @Test
  void whatTheNumberSaysOfItsHolder() {
    DocumentNumber woman = number(IdType.RESIDENT_ID, "11010519491231002X");
    assertThat(woman.birthDate()).hasValue(LocalDate.of(1949, 12, 31));
    assertThat(woman.sex()).isEqualTo(Sex.FEMALE);
    assertThat(woman.division()).hasValue("110105");
    assertThat(woman.selfChecking()).isTrue();
    assertThat(number(IdType.RESIDENT_ID, "440524188001010014").sex()).isEqualTo(Sex.MALE);

    DocumentNumber permit = number(IdType.HK_MO_PERMIT, "H12345678");
    assertThat(permit.selfChecking()).isFalse();
    assertThat(permit.birthDate()).isEmpty();
    assertThat(permit.sex()).isEqualTo(Sex.UNKNOWN);
    assertThat(permit.division()).isEmpty();
  }

  /** Date and check digit decide; whether the division is one of the plan is a fact beside them. */
  @ParameterizedTest
  @CsvSource({
    "RESIDENT_ID, 11010519491231002X, true",
    "RESIDENT_ID, 440524188001010014, true",
    "RESIDENT_ID, 110105491231002, true",
    "RESIDENT_ID, 110405194912310026, false", // Beijing has districts and counties, and no 04
    "RESIDENT_ID, 990101194503070019, false",
    "RESIDENT_ID, 990101450307001, false",
    "RESIDENT_ID, 139905194912310025, false",
    "HMT_RESIDENCE, 810000199408230021, true",
    "FOREIGNER_PR, 911124198108030024, false",
    "PASSPORT, E12345678, false",
  })
  void aDivisionIsAFactAndNoRefusal(IdType type, String raw, boolean assigned) {
    assertThat(number(type, raw).divisionAssigned()).isEqualTo(assigned);
  }

  @Test
  void aNumberIsHiddenFromOnlookersAndLogs() {
    DocumentNumber number = number(IdType.RESIDENT_ID, "11010519491231002X");
    assertThat(number.masked()).isEqualTo("110*************2X");
    assertThat(number(IdType.TW_PERMIT, "12345678").masked()).isEqualTo("*******8");
    assertThat(number.toString()).isEqualTo("DocumentNumber[RESIDENT_ID]");
  }

  /** The check digit finds every single wrong digit. */
  @Test
  void everySingleTypingErrorIsFound() {
    String good = "440524188001010014";
    for (int at = 0; at < good.length(); at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit != good.charAt(at)) {
          String typed = good.substring(0, at) + digit + good.substring(at + 1);
          assertThat(DocumentNumber.parse(IdType.RESIDENT_ID, typed)).isEmpty();
        }
      }
    }
  }
}
