package org.yima.index.founding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What memory a load needs, told before it begins: what records have in common is kept once, and
 * the rest grows with what stands in the extracts.
 */
final class Memory {
  private static final long MEBIBYTE = 1 << 20;

  /** Of the server itself, and of what does not grow with the extracts. */
  private static final long LEAST = 256 * MEBIBYTE;

  /** Bytes of the heap for two bytes of an extract, measured on extracts of all columns. */
  private static final int TWO = 11;

  private Memory() {}

  /**
   * Refuses what would end for want of memory half-way.
   *
   * @param heap how large the heap may become, in bytes
   * @throws IllegalStateException when it is too small
   */
  static void mustHold(List<Path> extracts, long heap) {
    long needed = LEAST + TWO * extracts.stream().mapToLong(Memory::size).sum() / 2;
    if (heap < needed) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the load needs a heap of about %d MiB and may have %d; start it with -Xmx%dm",
              needed / MEBIBYTE,
              heap / MEBIBYTE,
              needed / MEBIBYTE + 1));
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
