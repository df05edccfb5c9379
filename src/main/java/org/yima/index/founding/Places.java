package org.yima.index.founding;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Where the row of each record stands. */
final class Places {
  private final TreeMap<Integer, String> files = new TreeMap<>();
  private int[] lines = new int[1024];
  private int size;

  void add(String file, long line) {
    if (files.isEmpty() || !files.lastEntry().getValue().equals(file)) {
      files.put(size, file);
    }
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, size + (size >> 1));
    }
    lines[size++] = Math.toIntExact(line);
  }

  String file(int place) {
    Map.Entry<Integer, String> file = files.floorEntry(place);
    return file.getValue();
  }

  long line(int place) {
    return lines[place];
  }
}
