package org.yima.card.visitcard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.healthcard.identity.Sex;
import org.yima.index.Further;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.resident.Resident;
import org.yima.resident.Verification;

/** Which differences are a system's, and which are another person's. */
class AgreementTest {
  private static final LocalDate BORN = LocalDate.of(1980, 1, 2);

  private static Id id(IdType type) {
    return new Id(type, UUID.fromString("019aa6f4-0000-7000-8000-000000000000"));
  }

  private static boolean holds(
      String name, String onRecord, Optional<LocalDate> born, Optional<Sex> sex) {
    return Agreement.holds(
        new Resident(
            id(IdType.RESIDENT),
            id(IdType.RECORD),
            name,
            "RESIDENT_ID",
            "",
            Optional.of(BORN),
            Optional.of("FEMALE"),
            Verification.VERIFIED,
            "",
            Optional.empty()),
        new IndexRecord(
            id(IdType.RECORD),
            id(IdType.PERSON),
            RecordStatus.FOUND,
            "d",
            "1",
            onRecord,
            Optional.empty(),
            false,
            born,
            sex,
            Optional.empty(),
            Optional.empty(),
            Further.NONE,
            Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "王芳, 王芳, true",
    "王芳, 王　芳, true",
    "阿依古丽·买买提, 阿依古丽买买提, true",
    "WANG FANG, Fang Wang, true",
    "WANG FANG, ＷＡＮＧ　ＦＡＮＧ, true",
    "王芳, 王方, false",
    "王芳, 芳王, false",
    "王芳, 王芳之女, false",
    "王芳, '', false",
    "'', '', false",
    "·, ·, false"
  })
  void aNameIsTheSameHoweverItIsWritten(String name, String onRecord, boolean same) {
    assertThat(holds(name, onRecord, Optional.empty(), Optional.empty())).isEqualTo(same);
  }

  @Test
  void whatIsSaidMustNotContradict() {
    Optional<Sex> she = Optional.of(Sex.FEMALE);
    assertThat(holds("王芳", "王芳", Optional.of(BORN), she)).isTrue();
    assertThat(holds("王芳", "王芳", Optional.of(BORN.plusDays(1)), she)).isFalse();
    assertThat(holds("王芳", "王芳", Optional.of(BORN), Optional.of(Sex.MALE))).isFalse();
    assertThat(holds("王芳", "王芳", Optional.of(BORN), Optional.of(Sex.UNKNOWN))).isTrue();
  }
}
