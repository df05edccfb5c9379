package org.yima.gateway.unionpay;

import java.math.BigInteger;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.yima.gateway.http.UnreadableAnswer;

/** The fields of one message, sorted, empty ones left out. */
final class AcpFields {
  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  private final SortedMap<String, String> fields = new TreeMap<>();

  AcpFields with(String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
    return this;
  }

  static String time(Instant at) {
    return TIME.withZone(ZONE).format(at);
  }

  /**
   * Reads an answer, whose values are not encoded. An ampersand within braces parts nothing.
   *
   * @throws UnreadableAnswer when it is none, or names a field twice
   */
  static AcpFields ofAnswer(String body) {
    AcpFields read = new AcpFields();
    int from = 0;
    int depth = 0;
    for (int at = 0; at <= body.length(); at++) {
      char c = at == body.length() ? '&' : body.charAt(at);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '&' && (depth <= 0 || at == body.length())) {
        read.take(body.substring(from, at), UnaryOperator.identity());
        from = at + 1;
      }
    }
    return read;
  }

  /**
   * Reads a form. A signature covers the decoded fields in a row, so that a separator hidden in a
   * value could join two fields into one under the same signature: what is signed must read back as
   * the same fields.
   *
   * @throws UnreadableAnswer when it is none, names a field twice or could be cut otherwise
   */
  static AcpFields ofForm(String body) {
    AcpFields read = new AcpFields();
    for (String pair : body.split("&", -1)) {
      read.take(pair, AcpFields::decoded);
    }
    read.fields.values().removeIf(String::isEmpty);
    if (!ofAnswer(read.row()).fields.equals(read.fields)) {
      throw new UnreadableAnswer("body");
    }
    return read;
  }

  private String row() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("&"));
  }

  private void take(String pair, UnaryOperator<String> decoding) {
    int equals = pair.indexOf('=');
    if (equals <= 0
        || fields.put(pair.substring(0, equals), decoding.apply(pair.substring(equals + 1)))
            != null) {
      throw new UnreadableAnswer("body");
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new UnreadableAnswer("body");
    }
  }

  /** What a signature covers. */
  String signed() {
    return fields.entrySet().stream()
        .filter(field -> !field.getKey().equals("signature") && !field.getValue().isEmpty())
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("&"));
  }

  String form() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  Map<String, String> all() {
    return Map.copyOf(fields);
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> new UnreadableAnswer(name));
  }

  /** Fen, at least one. */
  long fen(String name) {
    String text = text(name);
    if (!text.matches("0{0,11}[1-9]\\d{0,11}") || text.length() > 12) {
      throw new UnreadableAnswer(name);
    }
    if (!optional("currencyCode").orElse("156").equals("156")) {
      throw new UnreadableAnswer("currencyCode");
    }
    return new BigInteger(text).longValueExact();
  }

  /**
   * When it was done: {@code traceTime} has no year, so it is the first such time that is not more
   * than a day before the order's own.
   */
  Instant doneAt(Instant ordered) {
    return doneAt(text("traceTime"), ordered);
  }

  static Instant doneAt(String traceTime, Instant ordered) {
    int year = ordered.atOffset(ZONE).getYear();
    for (int candidate = year - 1; candidate <= year + 1; candidate++) {
      Optional<Instant> at = instant(candidate + traceTime);
      if (at.isPresent() && !at.get().isBefore(ordered.minus(Duration.ofDays(1)))) {
        return at.get();
      }
    }
    throw new UnreadableAnswer("traceTime");
  }

  /** The latest time of that month, day and hour before {@code end}; of the last two years. */
  static LocalDateTime doneBefore(String traceTime, LocalDateTime end) {
    for (int candidate = end.getYear(); candidate >= end.getYear() - 1; candidate--) {
      Optional<LocalDateTime> at = local(candidate + traceTime);
      if (at.isPresent() && at.get().isBefore(end)) {
        return at.get();
      }
    }
    throw new UnreadableAnswer("traceTime");
  }

  private static Optional<Instant> instant(String text) {
    return local(text).map(at -> at.toInstant(ZONE));
  }

  private static Optional<LocalDateTime> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  Instant instantOf(String name) {
    return instant(text(name)).orElseThrow(() -> new UnreadableAnswer(name));
  }

  @Override
  public String toString() {
    return fields.keySet().toString();
  }
}
