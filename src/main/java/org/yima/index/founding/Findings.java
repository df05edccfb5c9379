package org.yima.index.founding;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What somebody should look at in the extracts, as a CSV file of places and reasons: nothing of
 * what stands there, which is personal data.
 */
final class Findings implements Closeable {
  private final CsvWriter to;

  private Findings(CsvWriter to) {
    this.to = to;
  }

  /** Begins a file anew; without one nothing is kept. */
  static Findings to(Optional<Path> file) throws IOException {
    CsvWriter writer =
        CsvWriter.builder()
            .build(file.isPresent() ? Files.newBufferedWriter(file.get()) : Writer.nullWriter());
    Findings findings = new Findings(writer.writeRecord("file", "line", "finding"));
    writer.flush();
    return findings;
  }

  /** Adds the place of a row and what was found there. */
  void add(String file, long line, String finding) {
    CsvWriter unused = to.writeRecord(file, Long.toString(line), finding);
  }

  @Override
  public void close() throws IOException {
    to.close();
  }
}
