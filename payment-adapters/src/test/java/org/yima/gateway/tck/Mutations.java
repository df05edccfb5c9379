package org.yima.gateway.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.yima.gateway.tck.Reporting.Told;

/**
 * True reports of every kind that a gateway sends, their bodies changed at random in 100,000 ways
 * for each gateway, of which no two are alike (ten times as many by {@code ./verify --full}), their
 * headers beside that, and then in the ways that somebody would try who knows how they are signed:
 * none is believed to say anything else, merchant, amount, numbers and time included, and none
 * throws. The seed is fixed; the reports are new each time, so a failure tells both.
 */
final class Mutations {

  static final String TITLE = "mutated notification";
  private static final int MANY = 100_000 * Integer.getInteger("yima.scale", 1);

  /** Some of the mutations of a report are of its headers alone, or like another one. */
  private static final int ROUNDS = 5;

  private final Reporting driver;
  private final Told told;
  private final Object truth;

  /** Bodies by their digest. */
  private final Set<BigInteger> read = ConcurrentHashMap.newKeySet();

  private Mutations(Reporting driver, Told told) {
    this.driver = driver;
    this.told = told;
    this.truth = driver.parse(told);
  }

  /**
   * Proves it.
   *
   * @param rows how many adapters share the gateway and the bodies that it is to be tried with
   */
  static void prove(Reporting driver, int rows) {
    List<Told> all = driver.everyReport("TCKMUTAT");
    int due = (MANY + rows - 1) / rows;
    int share = (due + all.size() - 1) / all.size();
    int read = all.stream().mapToInt(told -> new Mutations(driver, told).prove(share)).sum();
    assertThat(read).as("bodies that were read, no two alike").isGreaterThanOrEqualTo(due);
  }

  /** Gives how many bodies were read. */
  private int prove(int share) {
    assertThat(Reporting.isRefused(truth)).as("%s", told).isFalse();
    Directed.of(told).forEach(other -> refused(other, "directed"));
    for (int round = 0; read.size() < share && round < ROUNDS; round++) {
      long seed = 6_000_000L + (long) round * share;
      IntStream.range(0, share).parallel().forEach(i -> prove(new Random(seed + i), seed + i));
    }
    assertThat(driver.parse(told))
        .as("the true one is believed still: no other was refused for its age")
        .isEqualTo(truth);
    return read.size();
  }

  private void prove(Random random, long seed) {
    Told other = mutated(told, random);
    if (!other.equals(told)) {
      refused(other, "mutation " + seed);
      if (!other.body().equals(told.body())) {
        boolean unused = read.add(digest(other.body()));
      }
    }
  }

  private void refused(Told other, String what) {
    Object heard = driver.parse(other);
    if (!Reporting.isRefused(heard) && (driver.hasOneSpelling() || !heard.equals(truth))) {
      throw new AssertionError(what + " is believed: " + other);
    }
  }

  private static BigInteger digest(String body) {
    try {
      return new BigInteger(MessageDigest.getInstance("MD5").digest(body.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Told mutated(Told told, Random random) {
    if (told.headers().isEmpty() || random.nextInt(10) > 0) {
      String body = told.body();
      for (int i = random.nextInt(3); i >= 0; i--) {
        body = mutated(body, random);
      }
      return new Told(told.headers(), body);
    }
    Map<String, String> headers = new TreeMap<>(told.headers());
    Iterator<String> names = told.headers().keySet().iterator();
    String name = names.next();
    for (int i = random.nextInt(headers.size()); i > 0; i--) {
      name = names.next();
    }
    if (random.nextInt(10) == 0) {
      return new Told(without(headers, name), told.body());
    }
    headers.put(name, mutated(told.headers().get(name), random));
    return new Told(headers, told.body());
  }

  private static Map<String, String> without(Map<String, String> headers, String name) {
    Map<String, String> fewer = new TreeMap<>(headers);
    fewer.keySet().remove(name);
    return fewer;
  }

  private static String mutated(String text, Random random) {
    if (text.isEmpty()) {
      return Character.toString(32 + random.nextInt(95));
    }
    int at = random.nextInt(text.length());
    int to = at + random.nextInt(Math.min(40, text.length() - at) + 1);
    String before = text.substring(0, at);
    return switch (random.nextInt(7)) {
      case 0 -> before;
      case 1 -> before + text.substring(to);
      case 2 -> before + text.substring(at, to) + text.substring(at);
      case 3 -> before + (char) (32 + random.nextInt(95)) + text.substring(at);
      case 4 -> before + (char) (32 + random.nextInt(95)) + text.substring(at + 1);
      case 5 -> before + (char) random.nextInt(0xD800) + text.substring(at + 1);
      default -> before + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1);
    };
  }
}
