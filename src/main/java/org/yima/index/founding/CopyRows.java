package org.yima.index.founding;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;

/** Rows in the binary form of PostgreSQL's COPY; each field in the order of the columns. */
final class CopyRows {
  /** Types as PostgreSQL numbers them. */
  static final int BYTEA = 17;

  static final int UUIDS = 2950;

  /** Seconds from 1970 to 2000, from which PostgreSQL counts. */
  private static final long EPOCH = 946_684_800L;

  /** Numbers as the network has them. */
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  /** No rows, and room for so many bytes, which grows. */
  CopyRows(int room) {
    bytes = new byte[room];
  }

  /** No rows. */
  CopyRows() {
    this(1 << 16);
  }

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
    room(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  private void put8(long value) {
    room(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
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

  /** Bytes, or a text that was encoded before because it stands in many rows. */
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

  /** Fields, or whole rows, that were made before. */
  @CanIgnoreReturnValue
  CopyRows made(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
    return this;
  }

  /** The beginning of a row that is not complete, with its length before it. */
  void begun(byte[] from, int start, int end) {
    put4(end - start);
    made(from, start, end);
  }

  /** Begins a field that is an array of values of a type, each with its length before it. */
  @CanIgnoreReturnValue
  CopyRows array(int type, int values, int bytesOfAll) {
    put4(values == 0 ? 12 : 20 + 4 * values + bytesOfAll);
    put4(values == 0 ? 0 : 1);
    put4(0);
    put4(type);
    if (values > 0) {
      put4(values);
      put4(1);
    }
    return this;
  }

  /** A value of 16 bytes, given by its words. */
  @CanIgnoreReturnValue
  CopyRows words(long high, long low) {
    put4(16);
    put8(high);
    put8(low);
    return this;
  }

  /** A value of eight bytes a word. */
  @CanIgnoreReturnValue
  CopyRows words(long[] from, int first, int count) {
    put4(8 * count);
    for (int i = first; i < first + count; i++) {
      put8(from[i]);
    }
    return this;
  }
}
