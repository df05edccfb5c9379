package org.yima.samples.population;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes a population into files: one for each domain, the truth, the errors, and how often each
 * kind happened. Threads draw and render blocks ahead; the blocks are written in their order, so
 * the bytes do not depend on the threads, and no more than a few blocks are in memory.
 */
public final class PopulationFiles {
  private static final String TRUTH = "truth.csv";
  private static final String ERRORS = "errors.csv";

  private final Population population;
  private final int threads;

  /** What a run wrote. */
  public record Written(long registrations, Tally tally) {}

  /** A block as it goes into the files: the name of each file to the text for it. */
  private record Rendered(Map<String, byte[]> parts, int registrations, Tally tally) {}

  public PopulationFiles(Population population, int threads) {
    this.population = population;
    this.threads = threads;
  }

  /** Writes into the directory, which is made if it is not there; files of the same name go. */
  public Written write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Map<String, OutputStream> files = new LinkedHashMap<>();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      for (Map.Entry<String, String> header : headers().entrySet()) {
        OutputStream file = Files.newOutputStream(directory.resolve(header.getKey()));
        files.put(header.getKey(), file);
        file.write(header.getValue().getBytes(StandardCharsets.UTF_8));
      }
      Written written = write(files, workers);
      Files.writeString(directory.resolve("counts.csv"), counts(written.tally()));
      return written;
    } finally {
      workers.shutdownNow();
      for (OutputStream file : files.values()) {
        file.close();
      }
    }
  }

  private Written write(Map<String, OutputStream> files, ExecutorService workers)
      throws IOException {
    Deque<Future<Rendered>> ahead = new ArrayDeque<>();
    Tally tally = new Tally();
    long registrations = 0;
    int next = 0;
    while (next < population.blocks() || !ahead.isEmpty()) {
      while (next < population.blocks() && ahead.size() < 2 * threads) {
        int block = next++;
        ahead.add(workers.submit(() -> render(population.block(block))));
      }
      Rendered rendered = result(ahead.remove());
      for (Map.Entry<String, byte[]> part : rendered.parts().entrySet()) {
        files.get(part.getKey()).write(part.getValue());
      }
      registrations += rendered.registrations();
      tally.add(rendered.tally());
    }
    return new Written(registrations, tally);
  }

  private static Rendered render(Block block) {
    Map<String, StringWriter> texts = new TreeMap<>();
    Map<String, CsvWriter> writers = new TreeMap<>();
    for (Registration row : block.registrations()) {
      csv(row.domain() + ".csv", texts, writers)
          .writeRecord(Stream.of(Field.values()).map(row::get).toList());
      row.person()
          .ifPresent(
              person ->
                  csv(TRUTH, texts, writers)
                      .writeRecord(row.domain(), row.get(Field.CARD), person));
      if (!row.errors().isEmpty()) {
        csv(ERRORS, texts, writers)
            .writeRecord(row.domain(), row.get(Field.CARD), String.join(";", row.errors()));
      }
    }
    Map<String, byte[]> parts = new TreeMap<>();
    texts.forEach(
        (file, text) -> parts.put(file, text.toString().getBytes(StandardCharsets.UTF_8)));
    return new Rendered(parts, block.registrations().size(), block.tally());
  }

  private static CsvWriter csv(
      String file, Map<String, StringWriter> texts, Map<String, CsvWriter> writers) {
    return writers.computeIfAbsent(
        file,
        any -> {
          StringWriter text = new StringWriter();
          texts.put(file, text);
          return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);
        });
  }

  private Map<String, String> headers() {
    String columns = String.join(",", Stream.of(Field.values()).map(Field::header).toList());
    Map<String, String> headers = new LinkedHashMap<>();
    IntStream.rangeClosed(1, population.domains())
        .forEach(domain -> headers.put("d" + domain + ".csv", columns + "\n"));
    headers.put(TRUTH, "domain,card,person\n");
    headers.put(ERRORS, "domain,card,kinds\n");
    return headers;
  }

  private String counts(Tally tally) {
    StringBuilder text = new StringBuilder("kind,rate,possible,applied\n");
    for (String kind : ErrorRates.kinds()) {
      List<Object> cells =
          List.of(kind, population.rates().of(kind), tally.possible(kind), tally.applied(kind));
      text.append(String.join(",", cells.stream().map(Object::toString).toList())).append('\n');
    }
    return text.toString();
  }

  private static Rendered result(Future<Rendered> block) throws IOException {
    try {
      return block.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A block could not be drawn", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while the population was written", stopped);
    }
  }
}
