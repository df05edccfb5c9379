package org.yima.index.founding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.yima.platform.Bucket;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** What is kept of every record beside what the census keeps, by its place there. */
final class Roll {
  private final Ids ids;
  private final List<Id> records = new ArrayList<>();
  private final List<byte[]> numbers = new ArrayList<>();
  private final List<String> patients = new ArrayList<>();
  private final BitSet retired = new BitSet();

  Roll(Ids ids) {
    this.ids = ids;
  }

  void add(byte[] number, boolean isRetired, String patient) {
    retired.set(records.size(), isRetired);
    records.add(ids.within(IdType.RECORD, Bucket.ofHash(number)));
    numbers.add(number);
    patients.add(patient);
  }

  int size() {
    return records.size();
  }

  Id id(int place) {
    return records.get(place);
  }

  /** The hash under which the record is found by its domain and number. */
  byte[] number(int place) {
    return numbers.get(place);
  }

  boolean isRetired(int place) {
    return retired.get(place);
  }

  /** Empty when there is none. */
  String patient(int place) {
    return patients.get(place);
  }

  /** All places in the order of the primary key, in which an index over them is built fastest. */
  int[] inOrder() {
    int[] starts = new int[Bucket.COUNT + 1];
    records.forEach(id -> starts[id.bucket() + 1]++);
    Arrays.parallelPrefix(starts, Integer::sum);
    Integer[] order = new Integer[records.size()];
    int[] filled = Arrays.copyOf(starts, Bucket.COUNT);
    for (int place = 0; place < order.length; place++) {
      order[filled[id(place).bucket()]++] = place;
    }
    for (int bucket = 0; bucket < Bucket.COUNT; bucket++) {
      Arrays.sort(order, starts[bucket], starts[bucket + 1], (a, b) -> id(a).compareTo(id(b)));
    }
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  UUID uuid(int place) {
    return id(place).uuid();
  }
}
