package org.yima.index.founding;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that wait for their turn in a file beside the load, so that they need no memory meanwhile.
 * What is personal in them is sealed already. Nobody else may read the file, and it is gone when
 * the process is.
 */
final class Spill implements Closeable {
  private final FileChannel file;
  private final List<Long> ends = new ArrayList<>();
  private long size;

  /** An empty one in the directory for temporary files. */
  Spill() {
    try {
      // Made with rights for its owner alone.
      Path path = Files.createTempFile("yima-founding", ".rows");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException full) {
      throw new UncheckedIOException("no room for temporary files", full);
    }
  }

  /** Adds a part. */
  synchronized void add(CopyRows rows) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(rows.bytes(), 0, rows.size());
      while (bytes.hasRemaining()) {
        size += file.write(bytes, size);
      }
    } catch (IOException full) {
      throw new UncheckedIOException("no room for temporary files", full);
    }
    ends.add(size);
  }

  int parts() {
    return ends.size();
  }

  /** A part as it was added. */
  CopyRows part(int number) {
    long from = number == 0 ? 0 : ends.get(number - 1);
    ByteBuffer bytes = ByteBuffer.allocate((int) (ends.get(number) - from));
    try {
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = file.read(bytes, from + bytes.position());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    if (bytes.hasRemaining()) {
      throw new IllegalStateException("a temporary file of the load was cut short");
    }
    return new CopyRows(0).made(bytes.array(), 0, bytes.position());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
