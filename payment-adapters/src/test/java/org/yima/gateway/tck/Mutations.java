package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.yima.gateway.tck.Driver.Heard;
import org.yima.gateway.tck.Driver.Told;

/**
 * A true report, changed at random in 100,000 ways (ten times as many by {@code ./verify --full}),
 * and then in the ways that somebody would try who knows how it is signed: none is believed to say
 * anything else, merchant, amount, numbers and time included, and none throws. The seed is fixed;
 * the report is new each time, so a failure tells both.
 */
final class Mutations {

  static final String TITLE = "mutated notification";
  private static final int MANY = 100_000 * Integer.getInteger("yima.scale", 1);

  private Mutations() {}

  static void prove(Driver driver) {
    Told told = driver.payAndHear("TCKMUTATED01");
    Heard truth = driver.read(told);
    assertThat(truth.believed()).isTrue();
    assertThat(truth.fen()).isEqualTo(driver.fen());
    Directed.of(told).forEach(other -> refused(driver, truth, other, "directed"));
    IntStream.range(0, MANY)
        .parallel()
        .forEach(
            i -> {
              Told other = mutated(told, new Random(6_000_000L + i));
              if (other.equals(told)) {
                return;
              }
              refused(driver, truth, other, "mutation " + i);
            });
  }

  private static void refused(Driver driver, Heard truth, Told other, String what) {
    Heard heard = driver.read(other);
    if (heard.believed() && (driver.hasOneSpelling() || !heard.equals(truth))) {
      throw new AssertionError(what + " is believed: " + other);
    }
  }

  private static Told mutated(Told told, Random random) {
    if (told.headers().isEmpty() || random.nextInt(4) > 0) {
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
