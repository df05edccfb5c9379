package org.yima.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.benchmarks.world.Processors;
import org.yima.benchmarks.world.World;

/**
 * The founding load by the packaged server, in a process of its own that ends when it is done.
 *
 * @param counts what it told of records, persons, links, doubts and bytes
 * @param phases what it did, in order, with seconds
 * @param peakKilobytes the most memory that its process ever had resident
 * @param processor what its process and the database took of the processors, its start included
 */
record FoundingRun(
    Map<String, Long> counts,
    Map<String, Double> phases,
    double seconds,
    long peakKilobytes,
    Processors.Taken processor) {
  private static final Pattern COUNT = Pattern.compile("(\\w+)=(\\d+)(?= |$)");
  private static final Pattern PHASE = Pattern.compile("(\\S+)=(\\d+)ms");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Loads a directory into the world's database. */
  static FoundingRun of(World world, Path directory, String heap)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As docs/run.md tells an operator.
    command.addAll(List.of("-Xms" + heap, "-Xmx" + heap));
    command.addAll(
        List.of(
            "-XX:+UseParallelGC",
            "-XX:NewRatio=4",
            "-XX:+UseTransparentHugePages",
            "-XX:FreqInlineSize=80"));
    command.addAll(
        List.of(
            "-Dquarkus.config.locations=" + world.serverProperties().toUri(),
            "-Dquarkus.http.port=0",
            "-Dyima.jobs.enabled=false",
            "-Dquarkus.log.console.json.enabled=false",
            "-Dyima.index.founding.directory=" + directory,
            "-Dyima.index.founding.by=the benchmark",
            "-Dyima.index.founding.except=truth.csv,errors.csv,counts.csv",
            "-jar",
            world.serverJar().toString()));
    Processors.Taken before = world.processors().read();
    Path output = directory.resolveSibling("founding.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long peak = 0;
    Duration own = Duration.ZERO;
    Duration database = Duration.ZERO;
    while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(process));
      own = process.info().totalCpuDuration().orElse(own);
      // The connection's process ends with the load, and what it took is told no more.
      Duration now = world.processors().read().since(before).database();
      database = now.compareTo(database) > 0 ? now : database;
    }
    String said = Files.readString(output);
    int founded = said.indexOf("founded records=");
    if (process.exitValue() != 0 || founded < 0) {
      throw new IllegalStateException("the load failed:\n" + said);
    }
    String told = said.substring(founded).lines().findFirst().orElseThrow();
    System.out.println(told);
    return read(told, peak, new Processors.Taken(own, database));
  }

  /** Zero where the system tells no such thing. */
  private static long peak(Process process) {
    try {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      Matcher peak = PEAK.matcher(Files.readString(status));
      return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static FoundingRun read(String founded, long peak, Processors.Taken processor) {
    Map<String, Long> counts = new LinkedHashMap<>();
    Matcher count = COUNT.matcher(founded);
    while (count.find()) {
      counts.put(count.group(1), Long.parseLong(count.group(2)));
    }
    Map<String, Double> phases = new LinkedHashMap<>();
    double seconds = 0;
    Matcher phase = PHASE.matcher(founded);
    while (phase.find()) {
      double took = Long.parseLong(phase.group(2)) / 1000.0;
      phases.put(phase.group(1).replace('-', ' '), took);
      seconds += took;
    }
    return new FoundingRun(counts, phases, seconds, peak, processor);
  }
}
