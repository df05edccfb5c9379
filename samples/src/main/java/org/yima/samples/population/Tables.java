package org.yima.samples.population;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The word lists beside this class. */
final class Tables {
  private Tables() {}

  /** The lines of a list, cut at blanks; those that begin with a sharp are remarks. */
  static List<List<String>> lines(String file) {
    try (InputStream stream = open(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split(" ", -1)))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The characters of a text, each as a text of its own. */
  static List<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  private static InputStream open(String file) {
    InputStream stream = Tables.class.getResourceAsStream(file);
    if (stream == null) {
      throw new IllegalStateException("The list " + file + " is not in the program");
    }
    return stream;
  }
}
