package org.yima.index.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.index.Certain;
import org.yima.index.SourceRecord;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** What became of persons, by where their records stood before and stand after. */
class ChangesTest {
  private static final Id ONE = id(IdType.PERSON, 1);
  private static final Id OTHER = id(IdType.PERSON, 2);

  private static Id id(IdType type, int n) {
    return new Id(type, new UUID(0x7000L, 0x8000_0000_0000_0000L | n));
  }

  private static Standing at(int record, Id person, int group, String domain) {
    return new Standing(id(IdType.RECORD, record), new Certain(person, new UUID(0, group)), domain);
  }

  private static Standing card(int record, Id person, int group) {
    return at(record, person, group, "h");
  }

  @Test
  void whereNothingMovesNothingIsTold() {
    List<Standing> all = List.of(card(1, ONE, 1), card(2, ONE, 2), card(3, OTHER, 3));
    Changes changes = Changes.of(all, all);
    assertThat(changes).isEqualTo(new Changes(List.of(), List.of(), List.of()));
  }

  @Test
  void aPersonOfWhomPartGoesToAnotherIsPartedAndTheOtherJoined() {
    List<Standing> before = List.of(card(1, ONE, 1), card(2, ONE, 1), card(3, OTHER, 3));
    List<Standing> after = List.of(card(1, ONE, 1), card(2, OTHER, 3), card(3, OTHER, 3));
    Changes changes = Changes.of(before, after);
    assertThat(changes.parted()).containsExactly(List.of(card(1, ONE, 1), card(2, OTHER, 3)));
    assertThat(changes.joined()).containsExactly(List.of(card(2, ONE, 1), card(3, OTHER, 3)));
    assertThat(changes.left()).isEmpty();
  }

  /** A person that only goes by another id is neither. */
  @Test
  void whoeverMovesTogetherIsNeitherPartedNorJoined() {
    List<Standing> before = List.of(card(1, ONE, 1), at(2, ONE, 1, SourceRecord.YIMA));
    List<Standing> after = List.of(card(1, OTHER, 9), at(2, OTHER, 9, SourceRecord.YIMA));
    assertThat(Changes.of(before, after)).isEqualTo(new Changes(List.of(), List.of(), List.of()));
  }

  @Test
  void whoIsNotCertainlyAResidentsAnyMoreHasLeft() {
    Standing holder = at(1, ONE, 1, SourceRecord.YIMA);
    List<Standing> before = List.of(holder, card(2, ONE, 1), card(3, ONE, 1), card(4, ONE, 4));
    List<Standing> after = List.of(holder, card(2, ONE, 2), card(3, OTHER, 1), card(4, OTHER, 4));
    Changes changes = Changes.of(before, after);
    assertThat(changes.left())
        .containsExactly(new Changes.Left(holder, List.of(card(2, ONE, 2), card(3, OTHER, 1))));
  }

  /** Two identities of one resident are another room's matter. */
  @Test
  void aResidentsOwnRecordHasNotLeftAnother() {
    Standing one = at(1, ONE, 1, SourceRecord.YIMA);
    List<Standing> before = List.of(one, at(2, ONE, 1, SourceRecord.YIMA));
    List<Standing> after = List.of(one, at(2, OTHER, 1, SourceRecord.YIMA));
    assertThat(Changes.of(before, after).left()).isEmpty();
  }
}
