package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RevocationListTest {
  /**
   * The filter only saves work: the list itself never errs, and few strangers get past the filter.
   */
  @Test
  void itIsExactAndItsFilterIsSharp() {
    Random random = new Random(3);
    List<Bytes> revoked =
        Stream.generate(() -> Sample.handle(random).hash()).limit(20_000).toList();
    RevocationList list = RevocationList.of(revoked);
    assertThat(list.size()).isEqualTo(20_000);
    assertThat(revoked).allMatch(list::contains);

    List<Bytes> others =
        Stream.generate(() -> Sample.handle(random).hash()).limit(100_000).toList();
    assertThat(others).noneMatch(list::contains);
    long passing = others.stream().filter(list::passesFilter).count();
    assertThat(passing).isBetween(1L, 500L);
  }

  @Test
  void anEmptyListRevokesNothing() {
    assertThat(RevocationList.empty().contains(Sample.handle(new Random(1)).hash())).isFalse();
  }

  @Test
  void onlyHashesBelongInIt() {
    Bytes handle = Sample.handle(new Random(1)).bytes();
    assertThatThrownBy(() -> RevocationList.of(List.of(handle)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(RevocationList.empty().contains(handle)).isFalse();
  }
}
