package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of a directory that are extracts: RFC 4180 in UTF-8 or GB18030, with a header that
 * names at least {@code card} and {@code name}. Each is of one domain, for which it is called;
 * where there is a column {@code domain}, what that says counts. What can't be read as that is not
 * guessed at: it ends the load.
 */
final class Extracts {
  private static final int BATCH = 1 << 10;

  /** How many rows tell how long a file's numbers are. */
  private static final int SAMPLE = 1 << 14;

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Asked asked;

  Extracts(Asked asked) {
    this.asked = asked;
  }

  /** A file that was read. */
  record Read(String file, String sha256, int rows) {}

  /** Rows of one file, in order. */
  record Batch(String file, Header header, List<CsvRecord> rows) {}

  /**
   * Reads every extract, in the order of their names.
   *
   * @throws IllegalStateException when a file is none, or its text is not what it should be
   */
  List<Read> read(Consumer<Batch> to) {
    List<Read> read = new ArrayList<>();
    try {
      for (Path file : files()) {
        read.add(read(file, to));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    if (read.isEmpty()) {
      throw new IllegalStateException("no extract lies in " + asked.directory());
    }
    return read;
  }

  /** The names of what lies there and is not read. */
  List<String> passedOver() {
    try {
      return listed().stream().map(Extracts::name).filter(name -> !isRead(name)).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * The extracts, in the order of their names.
   *
   * @throws IllegalStateException when a file that was named does not lie there
   */
  List<Path> files() throws IOException {
    List<Path> listed = listed();
    Set<String> missing = new TreeSet<>(asked.except());
    missing.addAll(asked.gb18030());
    listed.forEach(file -> missing.remove(name(file)));
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no " + String.join(", ", missing) + " lies there");
    }
    return listed.stream().filter(file -> isRead(name(file))).toList();
  }

  private List<Path> listed() throws IOException {
    try (Stream<Path> all = Files.list(asked.directory())) {
      return all.sorted().toList();
    }
  }

  private boolean isRead(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".csv") && !asked.except().contains(name);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private Read read(Path file, Consumer<Batch> to) throws IOException {
    String name = name(file);
    Charset charset = asked.gb18030().contains(name) ? GB18030 : StandardCharsets.UTF_8;
    MessageDigest sha256 = sha256();
    Progress progress = new Progress();
    // A decoder, not a charset: with that, what is not of it would become U+FFFD without a word.
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256);
        BufferedReader text =
            new BufferedReader(new InputStreamReader(bytes, charset.newDecoder()))) {
      skipMark(text);
      read(name, text, to, progress);
    } catch (UncheckedIOException | CharacterCodingException unreadable) {
      if (unreadable instanceof CharacterCodingException
          || unreadable.getCause() instanceof CharacterCodingException) {
        throw new IllegalStateException(
            name + ": after line " + progress.line + " something is not " + charset.name(),
            unreadable);
      }
      throw new IOException(name + " could not be read", unreadable);
    } catch (CsvParseException malformed) {
      throw new IllegalStateException(
          name + ": after line " + progress.line + " it is not RFC 4180", malformed);
    }
    return new Read(name, HexFormat.of().formatHex(sha256.digest()), progress.rows);
  }

  /** How far the reading of a file has come. */
  private static final class Progress {
    private long line;
    private int rows;
  }

  private static void skipMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
  }

  private static void read(
      String name, BufferedReader text, Consumer<Batch> to, Progress progress) {
    var all =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)
            .iterator();
    Header header = Header.of(name, all.hasNext() ? all.next().getFields() : List.of());
    List<CsvRecord> first = new ArrayList<>();
    while (all.hasNext() && first.size() < SAMPLE) {
      first.add(next(all, progress));
    }
    Header learned = header.learning(first);
    for (int from = 0; from < first.size(); from += BATCH) {
      int end = Math.min(first.size(), from + BATCH);
      to.accept(new Batch(name, learned, List.copyOf(first.subList(from, end))));
    }
    List<CsvRecord> batch = new ArrayList<>(BATCH);
    while (all.hasNext()) {
      batch.add(next(all, progress));
      if (batch.size() == BATCH) {
        to.accept(new Batch(name, learned, batch));
        batch = new ArrayList<>(BATCH);
      }
    }
    if (!batch.isEmpty()) {
      to.accept(new Batch(name, learned, batch));
    }
  }

  private static CsvRecord next(Iterator<CsvRecord> all, Progress progress) {
    CsvRecord row = all.next();
    progress.line = row.getStartingLineNumber();
    progress.rows++;
    return row;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }
}
