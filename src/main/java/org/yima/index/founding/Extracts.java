package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of a directory that are extracts: RFC 4180 in UTF-8, with a header that names at least
 * {@code card} and {@code name}. Each is of one domain, for which it is called; where there is a
 * column {@code domain}, what that says counts.
 */
final class Extracts {
  private static final int BATCH = 1 << 10;

  private final Path directory;

  Extracts(Path directory) {
    this.directory = directory;
  }

  /** A file that was read. */
  record Read(String file, String sha256, int rows) {}

  /** Rows of one file, in order. */
  record Batch(String file, Header header, List<CsvRecord> rows) {}

  /** Reads every file, in the order of their names. */
  List<Read> read(Consumer<Batch> to) {
    List<Read> read = new ArrayList<>();
    try (Stream<Path> listed = Files.list(directory)) {
      List<Path> files =
          listed.filter(file -> file.getFileName().toString().endsWith(".csv")).sorted().toList();
      for (Path file : files) {
        read(file, to, read);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    if (read.isEmpty()) {
      throw new IllegalStateException("no extract lies in " + directory);
    }
    return read;
  }

  private static void read(Path file, Consumer<Batch> to, List<Read> read) throws IOException {
    String name = file.getFileName().toString();
    MessageDigest sha256 = sha256();
    int count = 0;
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256);
        CsvReader<CsvRecord> rows =
            CsvReader.builder().detectBomHeader(true).ofCsvRecord(bytes, StandardCharsets.UTF_8)) {
      var all = rows.iterator();
      Header header = all.hasNext() ? Header.of(name, all.next().getFields()) : Header.NONE;
      if (!header.isOfAnExtract()) {
        return;
      }
      List<CsvRecord> batch = new ArrayList<>(BATCH);
      while (all.hasNext()) {
        batch.add(all.next());
        count++;
        if (batch.size() == BATCH || !all.hasNext()) {
          to.accept(new Batch(name, header, batch));
          batch = new ArrayList<>(BATCH);
        }
      }
    }
    read.add(new Read(name, HexFormat.of().formatHex(sha256.digest()), count));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }
}
