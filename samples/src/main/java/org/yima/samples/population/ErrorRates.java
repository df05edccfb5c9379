package org.yima.samples.population;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often each kind of error happens. Every kind must have its rate and no other may be named, so
 * that a word that is misspelt is no error that never happens.
 */
public final class ErrorRates {
  private static final List<String> MODEL =
      List.of("model.reader", "model.lost-card", "model.second-card");

  private final Map<String, Double> rates;

  private ErrorRates(Map<String, Double> rates) {
    this.rates = Map.copyOf(rates);
  }

  /** The rates that this release was made with: {@code population/errors.properties}. */
  public static ErrorRates shipped() {
    try (InputStream stream = ErrorRates.class.getResourceAsStream("errors.properties");
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return read(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Reads a file of the same form.
   *
   * @throws IllegalArgumentException for a kind that is missing or unknown and for what is no rate
   */
  public static ErrorRates read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(reader);
    }
  }

  private static ErrorRates read(Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    Map<String, Double> rates = new HashMap<>();
    for (List<String> keys : List.of(MODEL, ErrorKind.KEYS)) {
      for (String key : keys) {
        rates.put(key, rate(key, properties.getProperty(key)));
        unknown.remove(key);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("No such kinds of error: " + unknown);
    }
    return new ErrorRates(rates);
  }

  /** The same people and visits without any error: what the others are compared with. */
  public ErrorRates without() {
    Map<String, Double> none = new HashMap<>(rates);
    ErrorKind.KEYS.forEach(key -> none.put(key, 0.0));
    return new ErrorRates(none);
  }

  /** The kinds of error, in the order in which they are counted. */
  public static List<String> kinds() {
    return ErrorKind.KEYS;
  }

  /** The rate of a kind, 0 to 1. */
  public double of(String key) {
    Double rate = rates.get(key);
    if (rate == null) {
      throw new IllegalArgumentException("No such kind of error: " + key);
    }
    return rate;
  }

  private static double rate(String key, String text) {
    if (text == null) {
      throw new IllegalArgumentException("No rate for " + key);
    }
    try {
      double rate = Double.parseDouble(text.trim());
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for a number out of range.
    }
    throw new IllegalArgumentException("The rate of " + key + " is no number from 0 to 1: " + text);
  }
}
