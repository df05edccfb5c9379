package org.yima.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.benchmarks.report.Report;
import org.yima.benchmarks.world.MachineSignIn;
import org.yima.benchmarks.world.Processors;
import org.yima.benchmarks.world.World;

/** {@code benchmarks/run load}: the founding load, then puts and {@code $match} on what it left. */
public final class LoadBenchmark {
  /** Of the extracts, unless another is asked for. */
  private static final long SEED = 7;

  /** Of the rows that are put. */
  private static final long OTHERS = 8;

  private static final int BATCH = 100;
  private static final int PER_SECOND = 100;

  /** Seconds. */
  private static final int COLD = 20;

  private static final int WARMING_UP = 30;
  private static final int MOST_WARMING_UP = 240;
  private static final int MEASURED = 60;

  /** What a call costs of that before, when it will cost less still. */
  private static final double STILL_FALLING = 0.95;

  private static final int HEAP_A_THOUSAND_KILOBYTES = 1_300;
  private static final String METHOD =
      """
      The packaged server with embedded PostgreSQL (fsync and synchronous commit on) and the load generator on
      one machine. The sample population in five extracts, just written. The founding load is a
      process of its own, the operator's but for two things: the demonstration's server runs beside it, on the
      same database, idle, and the loading process has its jobs off, as it ends before the first would run.
      Its time runs from the first lock to the commit, after the virtual machine has started and the schema was
      migrated; the processor time is the whole process's. Statistics are gathered after the commit and not counted.
      How right it was is read from the tables afterwards and held to the population's truth: pairs count as
      linked when they stand in one person, a card that the load refused as missed with all its pairs; of the two
      records of an open doubt the one with fewer others in its person is to be reviewed.
      The limit, right after it: one COPY and one commit for each table of the same rows, which lie ready as
      files beside the database, into tables without keys and indexes. Then the living index: rows of
      another seed are put in transactions of 100 by one client, one after the other, for 20 s after 10 s of
      warming up, into the index as loaded, which its weights have weighed already: no job weighs it anew
      meanwhile. The database then does what it does by itself some minutes later (VACUUM ANALYZE, CHECKPOINT).
      Last, a hospital asks $match over HTTP at 100 a second, whether or not the last was
      answered, for people of the extracts with all that their row says; a time runs from the moment at
      which the call was due. A server that runs for days is measured once its compiler rests: after 20 s, told apart,
      and then 30 s again and again until a call costs the server's processor a twentieth less no more, four
      minutes at most. Then 60 s.
      """;

  private LoadBenchmark() {}

  public static void main(String[] arguments)
      throws IOException,
          InterruptedException,
          GeneralSecurityException,
          JOSEException,
          SQLException {
    int records = 1_000_000;
    long seed = SEED;
    Optional<String> heap = Optional.empty();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--records" -> records = Integer.parseInt(arguments[i + 1]);
        case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
        case "--heap" -> heap = Optional.of(arguments[i + 1]);
        default -> throw new IllegalArgumentException("no option " + arguments[i]);
      }
    }
    Path checkout = Path.of(System.getProperty("yima.home")).toAbsolutePath().normalize();
    Path target = checkout.resolve("benchmarks/target");
    try (World world =
        World.start(
            checkout, Map.of("yima.limits.networks", "false", "yima.limits.callers", "false"))) {
      JsonNode hospitals = world.demo().get("hospitals");
      Path extracts = Town.draw(target.resolve("extracts"), seed, records, hospitals);
      Path others = Town.draw(target.resolve("others"), OTHERS, 250_000, hospitals);
      Owner.hospitals(world, Town.DOMAINS);
      FoundingRun founding = FoundingRun.of(world, extracts, heap.orElse(heapFor(records)));
      Stored stored = Stored.of(world, extracts, hospitals);
      BareCopy.Taken bare = BareCopy.of(world, target.resolve("copies"));
      String own = hospitals.get(0).get("domain").asText() + ".csv";
      double puts = puts(world, others.resolve(own));
      Owner.settle(world);
      Matches matches = matches(world, hospitals.get(0), extracts.resolve(own));
      new Report(
              section(records),
              "The population's seed: " + seed + ". " + METHOD,
              table(founding, stored, bare, puts, matches))
          .publish();
    } finally {
      for (String drawn : List.of("extracts", "others", "copies", "world")) {
        World.delete(target.resolve(drawn));
      }
    }
  }

  /** A load of another size stands beside that of a million and not in its place. */
  private static String section(int records) {
    return records == 1_000_000
        ? "load"
        : "load of " + String.format(Locale.ROOT, "%,d", records) + " records";
  }

  /** What {@code docs/run.md} tells an operator to give. */
  private static String heapFor(int records) {
    return 300 + records / 1000 * HEAP_A_THOUSAND_KILOBYTES / 1024 + "m";
  }

  private static double puts(World world, Path file)
      throws IOException, InterruptedException, GeneralSecurityException, JOSEException {
    String token = MachineSignIn.token(world.server(), world.demo().get("terminals").get(0));
    List<Buffer> batches = People.batches(file, BATCH, 1000);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    long warm = System.nanoTime() + 10_000_000_000L;
    long end = warm + 20_000_000_000L;
    long measuredFrom = 0;
    int measured = 0;
    for (Buffer batch : batches) {
      if (System.nanoTime() >= end) {
        break;
      }
      if (measuredFrom == 0 && System.nanoTime() >= warm) {
        measuredFrom = System.nanoTime();
      }
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(world.server().baseUrl() + "/v1/benchmark/puts"))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(batch.getBytes()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException("a put answered " + answer.statusCode() + " " + answer.body());
      }
      measured += measuredFrom == 0 ? 0 : BATCH;
    }
    double rate = measured == 0 ? 0 : measured * 1e9 / (System.nanoTime() - measuredFrom);
    System.out.printf(Locale.ROOT, "living index: %.0f puts a second%n", rate);
    return rate;
  }

  /**
   * What was measured of {@code $match}.
   *
   * @param cold of the first calls, in whose time the compiler begins
   * @param warmingUp how many seconds it then took until a call cost no less any more
   * @param taken by the calls that were measured
   */
  private record Matches(
      OpenLoop.Times times, OpenLoop.Times cold, int warmingUp, Processors.Taken taken) {}

  private static Matches matches(World world, JsonNode hospital, Path file)
      throws IOException, InterruptedException, GeneralSecurityException, JOSEException {
    String token = MachineSignIn.token(world.server(), hospital);
    List<Buffer> questions = People.questions(file, 17, 8_000);
    try (OpenLoop load = new OpenLoop(world.server().baseUrl(), token)) {
      OpenLoop.Times cold = ask(load, questions, COLD);
      int warmingUp = COLD;
      Duration before = Duration.ZERO;
      Duration last = Duration.ZERO;
      while (warmingUp < MOST_WARMING_UP
          && (before.isZero() || last.toMillis() < before.toMillis() * STILL_FALLING)) {
        Processors.Taken begun = world.processors().read();
        OpenLoop.Times times = ask(load, questions, WARMING_UP);
        before = last;
        last = world.processors().read().since(begun).server();
        warmingUp += WARMING_UP;
        System.out.printf(
            Locale.ROOT,
            "warming up: 99 %% below %.1f ms, %.2f ms of the server's processor a call%n",
            times.percentile(0.99) / 1000.0,
            perCall(last, times));
      }
      Processors.Taken begun = world.processors().read();
      OpenLoop.Times times = ask(load, questions, MEASURED);
      return new Matches(times, cold, warmingUp, world.processors().read().since(begun));
    }
  }

  private static OpenLoop.Times ask(OpenLoop load, List<Buffer> questions, int seconds) {
    return load.drive(
        "/fhir/Patient/$match",
        "application/fhir+json",
        questions,
        PER_SECOND,
        seconds * PER_SECOND);
  }

  private static double perCall(Duration taken, OpenLoop.Times times) {
    return (double) taken.toMillis() / times.sorted().length;
  }

  private static String table(
      FoundingRun founding, Stored stored, BareCopy.Taken bare, double puts, Matches matches) {
    OpenLoop.Times times = matches.times();
    long records = founding.counts().get("records");
    StringBuilder text =
        new StringBuilder("| figure | | goal | note |\n| --- | ---: | --- | --- |\n");
    row(
        text,
        "founding load, " + number(records) + " records",
        seconds(founding.seconds()),
        "≤ 60 s a million: " + (founding.seconds() <= 60 * records / 1e6 ? "met" : "MISSED"),
        number(Math.round(records / founding.seconds()))
            + " a second; became "
            + number(founding.counts().get("persons"))
            + " persons by "
            + number(founding.counts().get("links"))
            + " links, "
            + number(founding.counts().get("doubts"))
            + " doubts; "
            + number(founding.counts().get("bytes") >> 20)
            + " MiB by COPY; resident at most "
            + number(founding.peakKilobytes() >> 10)
            + " MiB");
    row(
        text,
        "- most memory resident",
        number(founding.peakKilobytes() >> 10) + " MiB",
        "≤ 2,048 MiB a million: "
            + (founding.peakKilobytes() / 1024.0 <= 2048 * Math.max(1, records / 1e6)
                ? "met"
                : "MISSED"),
        "of the load's process");
    row(
        text,
        "- time a record",
        String.format(Locale.ROOT, "%.1f µs", founding.seconds() * 1e6 / records),
        "",
        String.format(
            Locale.ROOT,
            "of processors: load %.1f µs (%.1f s), database %.1f µs (%.1f s)",
            micros(founding.processor().server(), records),
            founding.processor().server().toMillis() / 1000.0,
            micros(founding.processor().database(), records),
            founding.processor().database().toMillis() / 1000.0));
    founding.phases().forEach((phase, took) -> row(text, "- " + phase, seconds(took), "", ""));
    accuracy(text, stored);
    row(
        text,
        "limit: bare COPY of the same rows",
        seconds(bare.seconds()),
        "",
        number(bare.bytes() >> 20)
            + " MiB; "
            + String.format(Locale.ROOT, "%.0f", 100 * bare.seconds() / founding.seconds())
            + " % of the load's time");
    row(
        text,
        "living index, puts a second",
        number(Math.round(puts)),
        "",
        "transactions of " + BATCH + ", one after the other");
    row(
        text,
        "$match at " + PER_SECOND + "/s, 99 % below",
        millis(times.percentile(0.99)),
        "≤ 20 ms: " + (times.percentile(0.99) <= 20_000 ? "met" : "MISSED"),
        "half below "
            + millis(times.percentile(0.5))
            + ", 99.9 % below "
            + millis(times.percentile(0.999))
            + ", "
            + number(times.sorted().length)
            + String.format(
                Locale.ROOT,
                " calls; of processors a call: server %.1f ms, database %.1f ms",
                perCall(matches.taken().server(), times),
                perCall(matches.taken().database(), times))
            + "; after "
            + matches.warmingUp()
            + " s, in whose first "
            + COLD
            + " s 99 % below "
            + millis(matches.cold().percentile(0.99)));
    return text.toString();
  }

  private static void accuracy(StringBuilder text, Stored stored) {
    row(
        text,
        "what is stored: precision",
        share(stored.precision()),
        "≥ 0.9999: " + (stored.precision() >= 0.9999 ? "met" : "MISSED"),
        number(stored.right()) + " pairs right, " + number(stored.wrong()) + " wrong");
    row(
        text,
        "what is stored: recall",
        share(stored.recall()),
        "≥ 0.97: " + (stored.recall() >= 0.97 ? "met" : "MISSED"),
        number(stored.missed()) + " pairs missed; F1 " + share(stored.f1()));
    row(
        text,
        "what is stored: records to review",
        String.format(Locale.ROOT, "%.2f %%", 100 * stored.review()),
        "≤ 2 %: " + (stored.review() <= 0.02 ? "met" : "MISSED"),
        number(stored.asked()) + " of " + number(stored.records()));
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  private static double micros(Duration taken, long records) {
    return taken.toNanos() / 1000.0 / records;
  }

  private static void row(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f s", value);
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
