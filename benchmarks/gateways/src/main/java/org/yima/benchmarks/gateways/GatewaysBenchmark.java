package org.yima.benchmarks.gateways;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.benchmarks.report.Figure;
import org.yima.benchmarks.report.Report;
import org.yima.benchmarks.report.Rounds;
import org.yima.gateway.tck.Driver;
import org.yima.gateway.tck.Drivers;
import org.yima.gateway.tck.Reporting;
import org.yima.gateway.tck.Standing;

/** {@code benchmarks/run gateways}: one thread, figure and limit in turns. */
public final class GatewaysBenchmark {
  private static final int ROUNDS = 5;
  private static final int VERIFIED = 1_000;
  private static final int PAID = 40;
  private static final String BARE_TRIP = "bare HTTP round trip";
  private static final String METHOD =
      """
      One thread, one process: adapters, sandbox and its books on disk together. %d rounds after one that is not counted; in each,
      every adapter verifies and reads one true report %d times and makes %d charges, each beside the limit taken right before. A figure is the median of
      its rounds, a ratio the median of the ratios within them. A charge is what the compatibility kit calls one: every call
      of ours until the money has moved, with the payer's approval where the gateway asks for it; what precedes it (a code that is shown, a bill that the
      centre has ordered) is not counted. The sandbox commits each call to disk before it answers, which is most of a charge.
      """
          .formatted(ROUNDS, VERIFIED, PAID);

  private final Map<String, List<Double>> measured = new LinkedHashMap<>();
  private boolean counting;
  private int charged;

  private GatewaysBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    // Read once per process, by the limit's server as by the sandbox's.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    PrintStream out = System.out;
    // The sandbox writes a line for every call.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    Path folder = Files.createTempDirectory("gateways");
    try (Drivers drivers = new Drivers(folder);
        Bare bare = new Bare()) {
      List<Figure> figures = new GatewaysBenchmark().run(drivers.all(), bare);
      System.setOut(out);
      new Report("gateways", METHOD, figures).publish();
    }
  }

  private List<Figure> run(List<Driver> drivers, Bare bare) {
    Map<Reporting, Reporting.Told> reports = new LinkedHashMap<>();
    drivers.stream()
        .filter(Reporting.class::isInstance)
        .map(Reporting.class::cast)
        .forEach(driver -> reports.put(driver, driver.payAndHear("BENCHTOLD01")));
    for (int round = 0; round <= ROUNDS; round++) {
      counting = round > 0;
      reports.forEach(
          (driver, told) -> {
            time(limit(driver, bareVerify(driver)), VERIFIED, () -> bare.verify(driver.sealed()));
            time(verify(driver), VERIFIED, () -> read(driver, told));
          });
      for (Driver driver : drivers) {
        time(limit(driver, BARE_TRIP), PAID, bare::roundTrip);
        charge(driver);
      }
    }
    List<Figure> figures = new ArrayList<>();
    reports
        .keySet()
        .forEach(driver -> figures.add(figure(driver, verify(driver), bareVerify(driver))));
    drivers.forEach(driver -> figures.add(figure(driver, charged(driver), BARE_TRIP)));
    return figures;
  }

  /** By the algorithm that the gateway itself signs with. */
  private static String bareVerify(Reporting driver) {
    return "bare " + driver.sealed().title() + " verification";
  }

  private static String verify(Driver driver) {
    return "verify a report, " + driver.name();
  }

  private static String charged(Driver driver) {
    return "charge, " + driver.name();
  }

  private static String limit(Driver driver, String limit) {
    return limit + " beside " + driver.name();
  }

  /** Prepared one by one: what a bureau settles for one bill changes what it bears of the next. */
  private void charge(Driver driver) {
    long nanos = 0;
    for (int i = 0; i < PAID; i++) {
      charged++;
      String number = "BENCH%07d".formatted(charged);
      driver.prepare(number);
      long from = System.nanoTime();
      pay(driver, number);
      nanos += System.nanoTime() - from;
    }
    note(charged(driver), PAID, nanos);
  }

  private static void read(Reporting driver, Reporting.Told told) {
    if (!driver.read(told).believed()) {
      throw new IllegalStateException(driver.name() + " does not believe its gateway");
    }
  }

  private static void pay(Driver driver, String number) {
    Standing standing = driver.pay(number);
    if (standing != Standing.PAID) {
      throw new IllegalStateException(driver.name() + " " + standing);
    }
  }

  private void time(String name, int times, Runnable work) {
    long from = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    note(name, times, System.nanoTime() - from);
  }

  private void note(String name, int times, long nanos) {
    if (counting) {
      measured.computeIfAbsent(name, unmeasured -> new ArrayList<>()).add(times * 1e9 / nanos);
    }
  }

  private Figure figure(Driver driver, String name, String limit) {
    return Figure.of(
        name,
        new Rounds(measured.get(name)),
        limit,
        new Rounds(measured.get(limit(driver, limit))),
        Optional.empty(),
        "");
  }
}
