package org.yima.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;

class DocumentKeyTest {
  private static final String UNASSIGNED = SampleDocuments.of("99010119450307001");

  @Test
  void aNumberInADivisionThatIsNotAssignedCountsWhenItsArithmeticHolds() {
    assertThat(DocumentKey.of(IdType.RESIDENT_ID, UNASSIGNED))
        .contains(new DocumentKey(IdType.RESIDENT_ID, UNASSIGNED));
    char last = UNASSIGNED.charAt(17);
    String wrong = UNASSIGNED.substring(0, 17) + (last == '0' ? '1' : '0');
    assertThat(DocumentKey.of(IdType.RESIDENT_ID, wrong)).isEmpty();
  }

  @Test
  void fifteenDigitsBecomeEighteen() {
    String old = UNASSIGNED.substring(0, 6) + UNASSIGNED.substring(8, 17);
    assertThat(DocumentKey.of(IdType.RESIDENT_ID, old))
        .isEqualTo(DocumentKey.of(IdType.RESIDENT_ID, UNASSIGNED));
  }

  @Test
  void anUnknownKindOrABadNumberIsNoDocument() {
    assertThat(DocumentKey.of("LIBRARY_CARD", UNASSIGNED)).isEmpty();
    assertThat(DocumentKey.of("RESIDENT_ID", "111111111111111111")).isEmpty();
  }

  @Test
  void itsTextTellsNothing() {
    assertThat(DocumentKey.of(IdType.RESIDENT_ID, UNASSIGNED).orElseThrow().toString())
        .doesNotContain(UNASSIGNED);
  }
}
