package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.SourceRecord;
import org.yima.index.matching.column.Workers;

/** By what an operator has listed nobody is compared, by a put or by a load. */
class NobodysTest {
  private static final Nobodys LISTED =
      Nobodys.of(
          List.of(
              "document: E1234 5678",
              "phone:+86 15400001234",
              "insurance:SB-700123",
              "birth:1980-01-01"));
  private static final Weighing WEIGHING = Weighing.shipped().without(LISTED);

  private static SourceRecord card(String domain) {
    return new SourceRecord(
        domain,
        "1",
        "张伟",
        DocumentKey.of(IdType.PASSPORT, "E12345678"),
        false,
        Optional.of(LocalDate.of(1980, 1, 1)),
        Optional.of(Sex.MALE),
        Optional.of("15400001234"),
        Optional.empty(),
        new Further(
            Optional.empty(),
            Optional.of("15400009876"),
            Optional.of("SB700123"),
            Optional.empty()));
  }

  @Test
  void whatIsListedIsNoEvidence() {
    List<SourceRecord> cards = List.of(card("one"), card("other").with(Further.NONE));
    assertThat(new Bench(Weighing.shipped(), cards).judge(0, 1).kind())
        .isEqualTo(Judgement.Finding.DOCUMENT);
    assertThat(new Bench(WEIGHING, cards).judge(0, 1).kind()).isEqualTo(Judgement.Finding.NONE);
  }

  @Test
  void theRestStays() {
    SourceRecord left = LISTED.without(card("one"));
    assertThat(left.name()).isEqualTo("张伟");
    assertThat(left.document()).isEmpty();
    assertThat(left.birthDate()).isEmpty();
    assertThat(left.phones()).containsExactly("15400009876");
    assertThat(left.further().insuranceNumber()).isEmpty();
    assertThat(Nobodys.NONE.without(card("one"))).isEqualTo(card("one"));
  }

  @Test
  void aLoadComparesByItNoMoreThanAPut() {
    for (Weighing by : List.of(Weighing.shipped(), WEIGHING)) {
      Census census = new Census(by, null);
      census.add(
          IntStream.range(0, 2)
              .mapToObj(i -> census.prepared(card("d" + i).with(Further.NONE), false))
              .toList(),
          Workers.alone());
      assertThat(census.look(Workers.alone()).size())
          .isEqualTo(by.nobodys().equals(Nobodys.NONE) ? 1 : 0);
    }
  }

  @Test
  void whatCannotBeReadIsRefusedWithoutBeingRepeated() {
    for (String wrong : List.of("15400001234", "mobile:15400001234", "birth:15400001234")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> assertThat(Nobodys.of(List.of(wrong))).isNull())
          .withMessageContaining("yima.index.defaults.values")
          .withMessageNotContaining("15400001234");
    }
  }
}
