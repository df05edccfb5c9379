package org.yima.index.founding;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Rows in the binary form of PostgreSQL's COPY; each field in the order of the columns. */
final class CopyRows {
  private static final int BYTEA = 17;

  /** Seconds from 1970 to 2000, from which PostgreSQL counts. */
  private static final long EPOCH = 946_684_800L;

  private byte[] bytes = new byte[1 << 16];
  private int size;

  /** The signature, no flags, no extension. */
  static byte[] header() {
    return new byte[] {
      'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
  }

  static byte[] trailer() {
    return new byte[] {-1, -1};
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  private void put4(int value) {
    room(4);
    bytes[size++] = (byte) (value >>> 24);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void put8(long value) {
    put4((int) (value >>> 32));
    put4((int) value);
  }

  /** Begins a row. */
  @CanIgnoreReturnValue
  CopyRows row(int fields) {
    room(2);
    bytes[size++] = (byte) (fields >>> 8);
    bytes[size++] = (byte) fields;
    return this;
  }

  @CanIgnoreReturnValue
  CopyRows none() {
    put4(-1);
    return this;
  }

  @CanIgnoreReturnValue
  CopyRows int4(int value) {
    put4(4);
    put4(value);
    return this;
  }

  @CanIgnoreReturnValue
  CopyRows int4OrNull(Integer value) {
    return value == null ? none() : int4(value);
  }

  @CanIgnoreReturnValue
  CopyRows bool(boolean value) {
    put4(1);
    room(1);
    bytes[size++] = (byte) (value ? 1 : 0);
    return this;
  }

  @CanIgnoreReturnValue
  CopyRows uuid(UUID value) {
    if (value == null) {
      return none();
    }
    put4(16);
    put8(value.getMostSignificantBits());
    put8(value.getLeastSignificantBits());
    return this;
  }

  @CanIgnoreReturnValue
  CopyRows bytea(byte[] value) {
    return value == null ? none() : raw(value);
  }

  @CanIgnoreReturnValue
  private CopyRows raw(byte[] value) {
    put4(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  @CanIgnoreReturnValue
  CopyRows text(String value) {
    return value == null ? none() : raw(value.getBytes(StandardCharsets.UTF_8));
  }

  @CanIgnoreReturnValue
  CopyRows time(OffsetDateTime value) {
    put4(8);
    put8((value.toEpochSecond() - EPOCH) * 1_000_000L + value.getNano() / 1000);
    return this;
  }

  @CanIgnoreReturnValue
  CopyRows byteas(List<byte[]> values) {
    int length = values.isEmpty() ? 12 : 20;
    for (byte[] value : values) {
      length += 4 + value.length;
    }
    put4(length);
    put4(values.isEmpty() ? 0 : 1);
    put4(0);
    put4(BYTEA);
    if (!values.isEmpty()) {
      put4(values.size());
      put4(1);
      values.forEach(this::raw);
    }
    return this;
  }
}
