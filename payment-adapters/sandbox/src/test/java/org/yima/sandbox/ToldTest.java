package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yima.sandbox.driver.Callback;
import org.yima.sandbox.driver.OpenBooks;
import org.yima.sandbox.driver.Tellings;
import org.yima.sandbox.driver.Told;
import org.yima.sandbox.driver.World;

/**
 * Every kind of fault at everything that gateways tell by themselves, as the routes declare it:
 * what arrives and in which order, whose signature it has, and that the money moved once whatever
 * was told of it. What nobody has happen here fails by its absence.
 */
class ToldTest {
  private static final Duration LATE = Duration.ofMinutes(10);

  /** What is told of only after something else was, which is the next one then. */
  private static final List<String> BEFORE = List.of("refund", "cancel", "mixed");

  @TempDir static Path folder;
  private static World world;
  private static OpenBooks books;
  private static Tellings tellings;

  @BeforeAll
  static void start() {
    world = new World(folder, List.of(), 1);
    tellings = new Tellings(world);
    books = new OpenBooks(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    tellings.close();
    books.close();
    world.close();
  }

  /** Channel, what is told, what can happen to it. */
  static Stream<Arguments> told() {
    return world.declared().stream()
        .flatMap(
            one ->
                one.kinds().stream()
                    .filter(kind -> kind.startsWith("NOTIFY"))
                    .map(kind -> Arguments.of(one.channel(), one.call(), kind)));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("told")
  void everyKindDoesWhatItSays(String channel, String call, String kind) {
    Told told = tellings.all().get(channel + " " + call);
    assertThat(told).as("how %s tells of %s", channel, call).isNotNull();
    long before = world.balance(told.books(), told.account());
    fault(channel, call, kind);
    String number = told.happens().get();
    List<Callback.Arrived> came = came(told, number);
    switch (kind) {
      case "NOTIFY_TWICE" -> {
        assertThat(came).hasSize(2).allMatch(told.seal()::holds);
        assertThat(told.reads().text(came.get(0))).isNotEmpty();
      }
      case "NOTIFY_NEVER" -> assertThat(came).isEmpty();
      case "NOTIFY_FORGED" ->
          assertThat(came).extracting(told.seal()::holds).containsExactly(false, true);
      case "NOTIFY_LATE" -> {
        assertThat(came).isEmpty();
        assertThat(books.jobs()).as("what waits").isOne();
        world.moveClock(LATE);
        assertThat(withAnother(told)).anyMatch(text -> text.contains(number));
      }
      case "NOTIFY_OUT_OF_ORDER" -> {
        assertThat(came).isEmpty();
        List<String> both = withAnother(told);
        assertThat(both).anyMatch(text -> text.contains(number));
        if (!BEFORE.contains(call)) {
          assertThat(both.get(0)).as("the next one is first").doesNotContain(number);
        }
      }
      default -> throw new AssertionError(kind);
    }
    boolean another = kind.equals("NOTIFY_LATE") || kind.equals("NOTIFY_OUT_OF_ORDER");
    assertThat(world.balance(told.books(), told.account()) - before)
        .isEqualTo((another ? 2 : 1) * told.fen());
    assertThat(books.faults()).isZero();
    assertThat(books.jobs()).isZero();
  }

  private static void fault(String channel, String call, String kind) {
    world
        .control(
            "faults",
            Map.of("channel", channel, "call", call, "kind", kind, "delayMillis", LATE.toMillis()))
        .required("status");
  }

  /** What has arrived of a number when all work is done. */
  private static List<Callback.Arrived> came(Told told, String number) {
    return all(told).stream().filter(one -> told.reads().text(one).contains(number)).toList();
  }

  private static List<Callback.Arrived> all(Told told) {
    assertThat(books.settled(world.now())).isNotEmpty();
    return told.callback().all().stream()
        .filter(arrived -> !told.reads().text(arrived).isEmpty())
        .toList();
  }

  /** What has come when another one was told of. */
  private static List<String> withAnother(Told told) {
    String other = told.happens().get();
    List<Callback.Arrived> both = all(told);
    assertThat(both).hasSize(2).allMatch(told.seal()::holds);
    List<String> texts = both.stream().map(told.reads()::text).toList();
    assertThat(texts).anyMatch(text -> text.contains(other));
    return texts;
  }
}
