package org.yima.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;

/** What a record's row holds is what its source said, whenever it was written. */
class SealedTest {
  private static final int ROUNDS = 1_000 * Integer.getInteger("yima.scale", 1);
  private static final Optional<DocumentKey> HERS =
      DocumentKey.of(IdType.RESIDENT_ID, SampleDocuments.of("99010119900307002"));
  private static final Optional<DocumentKey> PASSPORT =
      DocumentKey.of(IdType.PASSPORT, "E12345678");

  private static <T> Optional<T> maybe(Random random, T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private static Optional<DocumentKey> document(Random random) {
    return List.of(Optional.<DocumentKey>empty(), HERS, PASSPORT).get(random.nextInt(3));
  }

  private static SourceRecord any(Random random) {
    return new SourceRecord(
        "d",
        "1",
        maybe(random, "司空\"听澜").orElse(""),
        document(random),
        random.nextBoolean(),
        maybe(random, LocalDate.of(1990, 3, 7)),
        maybe(random, Sex.FEMALE),
        maybe(random, "15411130001"),
        maybe(random, "旧街1号"),
        new Further(
            maybe(random, "司空听兰"),
            maybe(random, "15411130002"),
            maybe(random, "SB700123"),
            Guardian.of(maybe(random, "李红").orElse(""), document(random))));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      SourceRecord record = any(new Random(seed));
      assertThat(Sealed.record("d", "1", Sealed.text(record)))
          .as("seed %d", seed)
          .isEqualTo(record);
      SourceRecord same = any(new Random(seed));
      assertThat(Sealed.text(same)).as("seed %d", seed).isEqualTo(Sealed.text(record));
    }
  }

  /** A row of a time before there was more to know. */
  @Test
  void anOldRowOpens() {
    String old =
        """
        {"name":"司空听澜","idType":"PASSPORT","idNumber":"E12345678","birthDate":"1990-03-07",\
        "sex":"FEMALE","phone":"15411130001","address":"旧街1号","verified":true}""";
    SourceRecord record = Sealed.record("d", "1", old);
    assertThat(record.further()).isEqualTo(Further.NONE);
    assertThat(record.document()).isEqualTo(PASSPORT);
    assertThat(Sealed.text(record)).as("and is no other version now").isEqualTo(old);
  }
}
