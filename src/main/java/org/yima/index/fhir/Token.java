package org.yima.index.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A FHIR token, {@code system|value}.
 *
 * @param system nothing where only a value was given
 * @param value nothing where only a system was given
 */
record Token(Optional<String> system, Optional<String> value) {
  static Token of(String text) {
    String[] parts = text.split("(?<!\\\\)\\|", 2);
    return parts.length < 2
        ? new Token(Optional.empty(), some(text))
        : new Token(some(parts[0]), some(parts[1]));
  }

  private static Optional<String> some(String text) {
    return Optional.of(plain(text).strip()).filter(t -> !t.isEmpty());
  }

  /** The alternatives of a parameter, divided by commas that are not escaped. */
  static List<String> alternatives(String value) {
    return Arrays.asList(value.split("(?<!\\\\),", -1));
  }

  /** Without the escapes of FHIR's search parameters. */
  static String plain(String text) {
    return text.replaceAll("\\\\([,|$\\\\])", "$1");
  }

  /** Only where it is from: the value is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Token[" + system.orElse("") + "]";
  }
}
