package org.yima.platform.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that fails at the first byte beyond its limit, so that no more is kept. */
class BoundedBody extends FilterInputStream {
  /**
   * The body is too large. An {@link IOException}, because the JSON reader wraps any other kind in
   * a complaint about the field at which it stood.
   */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private long left;

  BoundedBody(InputStream body, long limit) {
    super(body);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      spend(1);
    }
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      spend(read);
    }
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    spend(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void spend(long read) throws TooLarge {
    left -= read;
    if (left < 0) {
      throw new TooLarge();
    }
  }
}
