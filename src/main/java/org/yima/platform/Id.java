package org.yima.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * An opaque, typed, sortable id: a prefix and a UUIDv7 (RFC 9562) whose 12 {@code rand_a} bits are
 * the bucket of the row it names. Text: {@code bill_} and 32 lower-case hex digits.
 */
public record Id(IdType type, UUID uuid) implements Comparable<Id> {

  public Id {
    if (uuid.version() != 7 || uuid.variant() != 2) {
      throw new IllegalArgumentException("not a UUIDv7");
    }
  }

  /** The bucket of the row that this id names; a row keeps both for life. */
  public int bucket() {
    return (int) (uuid.getMostSignificantBits() & 0xfff);
  }

  /** Milliseconds since the epoch at which the id was made. */
  public long millis() {
    return uuid.getMostSignificantBits() >>> 16;
  }

  static Id of(IdType type, int bucket, long epochMillis, long random) {
    if (bucket < 0 || bucket >= Bucket.COUNT) {
      throw new IllegalArgumentException("bucket outside 0..4095");
    }
    long most = (epochMillis << 16) | 0x7000L | bucket;
    long least = (random & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new Id(type, new UUID(most, least));
  }

  /** Reads a text form of the given type; empty when it is not one. */
  public static Optional<Id> parse(IdType type, String text) {
    return parse(text).filter(id -> id.type == type);
  }

  /** Reads a text form of any type; empty when it is not one. */
  public static Optional<Id> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    int line = text.indexOf('_');
    if (line < 0 || text.length() != line + 33) {
      return Optional.empty();
    }
    Optional<IdType> type = IdType.ofPrefix(text.substring(0, line));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    for (int i = line + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return Optional.empty();
      }
    }
    long most = HexFormat.fromHexDigitsToLong(text, line + 1, line + 17);
    long least = HexFormat.fromHexDigitsToLong(text, line + 17, line + 33);
    UUID uuid = new UUID(most, least);
    return uuid.version() == 7 && uuid.variant() == 2
        ? Optional.of(new Id(type.get(), uuid))
        : Optional.empty();
  }

  @JsonCreator
  static Id ofText(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not an id"));
  }

  /** From the name of the type, for an enum's own hash is another in each process. */
  @Override
  public int hashCode() {
    return 31 * type.name().hashCode() + uuid.hashCode();
  }

  /** In the order of the text forms. */
  @Override
  public int compareTo(Id other) {
    if (type != other.type) {
      return toString().compareTo(other.toString());
    }
    int most =
        Long.compareUnsigned(uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
    return most != 0
        ? most
        : Long.compareUnsigned(
            uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
  }

  @Override
  @JsonValue
  public String toString() {
    HexFormat hex = HexFormat.of();
    return type.prefix()
        + '_'
        + hex.toHexDigits(uuid.getMostSignificantBits())
        + hex.toHexDigits(uuid.getLeastSignificantBits());
  }
}
