package org.yima.index.founding;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.UUID;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** The ids of the records, by their places in the census. */
final class Roll {
  /** Two words each, side by side: whoever asks for one asks for the other. */
  private long[] words = new long[1 << 11];

  private int size;

  void add(Id record) {
    if (2 * size == words.length) {
      words = Arrays.copyOf(words, (size + (size >> 1)) << 1);
    }
    words[2 * size] = record.uuid().getMostSignificantBits();
    words[2 * size++ + 1] = record.uuid().getLeastSignificantBits();
  }

  int size() {
    return size;
  }

  UUID uuid(int place) {
    return new UUID(words[2 * place], words[2 * place + 1]);
  }

  Id id(int place) {
    return new Id(IdType.RECORD, uuid(place));
  }

  int bucket(int place) {
    return (int) (words[2 * place] & 0xfff);
  }

  /** The first word of an id. */
  long high(int place) {
    return words[2 * place];
  }

  /** Adds an id as a field or as a value of an array. */
  @CanIgnoreReturnValue
  CopyRows of(CopyRows rows, int place) {
    return rows.words(words, 2 * place, 2);
  }

  /** As {@link UUID#compareTo}. */
  int compare(int one, int other) {
    int most = Long.compare(words[2 * one], words[2 * other]);
    return most != 0 ? most : Long.compare(words[2 * one + 1], words[2 * other + 1]);
  }
}
