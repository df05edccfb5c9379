package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.SampleDocuments;
import org.yima.platform.Ids;

/** Which of several records is believed, element by element. */
class BestViewTest {
  private static final Ids IDS =
      new Ids(Clock.fixed(Instant.EPOCH.plusSeconds(1), ZoneOffset.UTC), new SecureRandom());

  /** Born 1990-03-07, a woman. */
  private static final Optional<DocumentKey> HERS =
      DocumentKey.of(IdType.RESIDENT_ID, SampleDocuments.of("99010119900307002"));

  private static IndexRecord record(
      String name, Optional<DocumentKey> document, boolean verified, String birth, String phone) {
    return record(name, document, verified, birth, phone, RecordStatus.FOUND);
  }

  private static IndexRecord record(
      String name,
      Optional<DocumentKey> document,
      boolean verified,
      String birth,
      String phone,
      RecordStatus status) {
    return new IndexRecord(
        IDS.founding(org.yima.platform.IdType.RECORD),
        IDS.founding(org.yima.platform.IdType.PERSON),
        status,
        "views",
        "1",
        name,
        document,
        verified,
        Optional.of(birth).filter(b -> !b.isEmpty()).map(LocalDate::parse),
        Optional.of(Sex.UNKNOWN),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.empty(),
        Optional.empty());
  }

  private static IndexRecord record(String name, String birth, String phone) {
    return record(name, Optional.empty(), false, birth, phone);
  }

  @Test
  void whatADocumentProvesOutweighsWhatMostSay() {
    BestView view =
        BestView.of(
            List.of(
                record("司空听澜", HERS, true, "", ""),
                record("司空听兰", "1990-07-03", ""),
                record("司空听兰", "1990-07-03", "")));
    assertThat(view.name()).isEqualTo("司空听澜");
    assertThat(view.document()).isEqualTo(HERS);
    assertThat(view.birthDate()).contains(LocalDate.of(1990, 3, 7));
    assertThat(view.sex()).contains(Sex.FEMALE);
  }

  @Test
  void mostCountAndOfAsManyTheNewest() {
    BestView most =
        BestView.of(
            List.of(
                record("司空听澜", "1990-03-07", ""),
                record("司空听兰", "1990-03-08", ""),
                record("司空 听澜", "1990-03-07", "")));
    assertThat(most.name()).isEqualTo("司空 听澜");
    assertThat(most.birthDate()).contains(LocalDate.of(1990, 3, 7));
    assertThat(most.sex()).isEmpty();
    BestView asMany = BestView.of(List.of(record("司空听兰", "", ""), record("司空听澜", "", "")));
    assertThat(asMany.name()).isEqualTo("司空听澜");
  }

  @Test
  void aChildsOwnNameOutweighsTheOneAfterItsMother() {
    BestView view =
        BestView.of(
            List.of(
                record("李红之子", "2024-05-05", ""),
                record("李红之子", "2024-05-05", ""),
                record("王小明", "2024-05-05", "")));
    assertThat(view.name()).isEqualTo("王小明");
    assertThat(BestView.of(List.of(record("李红之子", "", ""))).name()).isEqualTo("李红之子");
  }

  @Test
  void thePhoneOfTheNewestLivingCardCounts() {
    BestView view =
        BestView.of(
            List.of(
                record("司空听澜", "", "15411130001"),
                record("司空听澜", "", "15411130002"),
                record("司空听澜", "", ""),
                record("司空听澜", Optional.empty(), false, "", "15411130003", RecordStatus.RETIRED)));
    assertThat(view.phone()).contains("15411130002");
    assertThat(view.address()).isEmpty();
  }
}
