package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdTest {
  private static final long SEED = 20_261_101;

  /** Property: whatever an id is made of can be read from it again, also from its text. */
  @Test
  void anIdCarriesItsTypeItsTimeAndItsBucket() {
    Random random = new Random(SEED);
    List<IdType> types = List.of(IdType.values());
    for (int i = 0; i < 10_000; i++) {
      IdType type = types.get(random.nextInt(types.size()));
      int bucket = random.nextInt(Bucket.COUNT);
      long millis = random.nextLong(1L << 48);
      Id id = Id.of(type, bucket, millis, random.nextLong());
      assertThat(id.bucket()).isEqualTo(bucket);
      assertThat(id.millis()).isEqualTo(millis);
      assertThat(id.uuid().version()).isEqualTo(7);
      assertThat(id.uuid().variant()).isEqualTo(2);
      assertThat(Id.parse(id.toString())).contains(id);
      assertThat(Id.parse(type, id.toString())).contains(id);
      assertThat(new Id(type, id.uuid())).isEqualTo(id);
    }
  }

  /** Property: within a type, ids sort by the time they were made, as texts and as values. */
  @Test
  void idsSortByTime() {
    Random random = new Random(SEED);
    List<Id> inOrder = new ArrayList<>();
    long millis = 1_790_000_000_000L;
    for (int i = 0; i < 1_000; i++) {
      millis += 1 + random.nextInt(100_000);
      inOrder.add(Id.of(IdType.BILL, random.nextInt(Bucket.COUNT), millis, random.nextLong()));
    }
    assertThat(inOrder).isSorted();
    assertThat(inOrder.stream().map(Id::toString)).isSorted();
    assertThat(inOrder.stream().map(id -> id.uuid().toString())).isSorted();
  }

  @Test
  void prefixesAreUniqueAndNeedNoEscaping() {
    assertThat(Stream.of(IdType.values()).map(IdType::prefix))
        .doesNotHaveDuplicates()
        .allMatch(prefix -> prefix.matches("[a-z]{2,4}"));
  }

  private static final String GOOD = "bill_0192f0f1a2b37abc8def0123456789ab";

  static Stream<String> notIds() {
    return Stream.of(
        "",
        "bill",
        "bill_",
        "_0192f0f1a2b37abc8def0123456789ab",
        "0192f0f1a2b37abc8def0123456789ab",
        "nope_0192f0f1a2b37abc8def0123456789ab",
        "BILL_0192f0f1a2b37abc8def0123456789ab",
        "bill_0192F0f1a2b37abc8def0123456789ab",
        "bill_0192f0f1a2b37abc8def0123456789a",
        "bill_0192f0f1a2b37abc8def0123456789abc",
        "bill_0192f0f1a2b34abc8def0123456789ab",
        "bill_0192f0f1a2b37abc0def0123456789ab",
        "bill_0192f0f1a2b37abc8def0123456789a\u0661",
        "bill_0192f0f1-a2b37abc8def0123456789a",
        " bill_0192f0f1a2b37abc8def0123456789ab",
        "bill_0192f0f1a2b37abc8def0123456789ab ",
        "bill__0192f0f1a2b37abc8def012345678ab");
  }

  @ParameterizedTest
  @MethodSource("notIds")
  void whatIsNoIdIsRefused(String text) {
    assertThat(Id.parse(text)).isEmpty();
  }

  @Test
  void anIdOfAnotherTypeIsRefused() {
    assertThat(Id.parse(GOOD)).isPresent();
    assertThat(Id.parse(IdType.PAYMENT, GOOD)).isEmpty();
    assertThat(Id.parse((String) null)).isEmpty();
  }

  @Test
  void onlyAUuidOfVersionSevenIsAnId() {
    UUID version4 = new UUID(0x0192f0f1a2b34abcL, 0x8def0123456789abL);
    assertThatThrownBy(() -> new Id(IdType.BILL, version4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Id.of(IdType.BILL, Bucket.COUNT, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Id.of(IdType.BILL, -1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
