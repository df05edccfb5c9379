package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RevocationListTest {
  private static List<Bytes> hashes(Random random, int count) {
    return Stream.generate(() -> Sample.handle(random).hash()).limit(count).toList();
  }

  /**
   * The filter only saves work: the list itself never errs. The rate at which strangers pass the
   * filter is measured on a million of them and stated in FORMAT.md: with sixteen bits an entry and
   * eight probes theory gives (1 - e^(-1/2))^8 = 574 in a million.
   */
  @Test
  void itIsExactAndItsFilterIsAsSharpAsStated() {
    Random random = new Random(3);
    List<Bytes> revoked = hashes(random, 20_000);
    RevocationList list = RevocationList.of(revoked);
    assertThat(list.size()).isEqualTo(20_000);
    assertThat(revoked).allMatch(list::contains);

    int passing = 0;
    for (int stranger = 0; stranger < 1_000_000; stranger++) {
      Bytes hash = Sample.handle(random).hash();
      if (list.passesFilter(hash)) {
        passing++;
        assertThat(list.contains(hash)).isFalse();
      }
    }
    assertThat(passing).isEqualTo(RevocationWireTest.statedFalsePositives());
    assertThat(passing).isBetween(500, 650);
  }

  @Test
  void anEmptyListRevokesNothing() {
    assertThat(RevocationList.empty().contains(Sample.handle(new Random(1)).hash())).isFalse();
  }

  @Test
  void whatIsGivenTwiceCountsOnce() {
    List<Bytes> hashes = hashes(new Random(5), 3);
    assertThat(RevocationList.of(Stream.concat(hashes.stream(), hashes.stream()).toList()).size())
        .isEqualTo(3);
  }

  @Test
  void onlyHashesBelongInIt() {
    Bytes handle = Sample.handle(new Random(1)).bytes();
    assertThatThrownBy(() -> RevocationList.of(List.of(handle)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(RevocationList.empty().contains(handle)).isFalse();
  }
}
