package org.yima.migration.files;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yima.migration.cleaning.Field;
import org.yima.migration.extract.Header;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** The bytes of uploaded files, in encrypted chunks. */
@ApplicationScoped
public class Files {
  private static final int CHUNK = 256 * 1024;
  private static final String CONTENT = "migration_chunk.content_enc";

  private final Vault vault;
  private final Ids ids;
  private final Clock clock;

  public Files(Vault vault, Ids ids, Clock clock) {
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** A chunk ready to be written. */
  public record Chunk(long position, int length, UUID id, byte[] sealed) {}

  /**
   * A file as far as it has arrived.
   *
   * @param total its whole size
   * @param sha256 of the whole file; empty while parts are missing
   * @param encoding empty until it is known
   * @param header empty until it has been read
   */
  public record Stored(
      String name,
      long size,
      long total,
      Optional<byte[]> sha256,
      Optional<String> encoding,
      Optional<Header> header) {
    public boolean isComplete() {
      return sha256.isPresent();
    }
  }

  /** Encrypts bytes that begin at {@code from} in their file. Much work for the event loop. */
  public List<Chunk> seal(Id migration, long from, byte[] bytes) {
    List<Chunk> chunks = new ArrayList<>();
    for (int start = 0; start < bytes.length; start += CHUNK) {
      int length = Math.min(CHUNK, bytes.length - start);
      UUID id = ids.beside(IdType.MIGRATION, migration).uuid();
      // Bytes travel through the vault as the Latin-1 text that has one character for each.
      String text = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
      chunks.add(new Chunk(from + start, length, id, vault.seal(CONTENT, id, text)));
    }
    return chunks;
  }

  public Uni<List<Stored>> all(SqlTx tx, Id migration) {
    return tx.query(
            """
            select * from migration_file where bucket = $1 and migration_id = $2 order by file
            """,
            migration.bucket(),
            migration.uuid())
        .map(
            rows -> {
              List<Stored> files = new ArrayList<>();
              rows.forEach(row -> files.add(stored(row)));
              return files;
            });
  }

  private static Stored stored(Row row) {
    JsonObject columns = row.getJsonObject("columns");
    return new Stored(
        row.getString("file"),
        row.getLong("size"),
        row.getLong("total"),
        Optional.ofNullable(row.getBuffer("sha256")).map(b -> b.getBytes()),
        Optional.ofNullable(row.getString("encoding")),
        Optional.ofNullable(columns).map(c -> new Header(places(c), row.getInteger("width"))));
  }

  private static Map<Field, Integer> places(JsonObject columns) {
    Map<Field, Integer> places = new EnumMap<>(Field.class);
    columns.forEach(entry -> places.put(Field.valueOf(entry.getKey()), (Integer) entry.getValue()));
    return places;
  }

  /** Begins a file anew: what was stored under its name is gone. */
  public Uni<Void> begin(SqlTx tx, Id migration, String name, long total) {
    return tx.write(
            """
            delete from migration_chunk where bucket = $1 and migration_id = $2 and file = $3
            """,
            migration.bucket(),
            migration.uuid(),
            name)
        .chain(
            () ->
                tx.write(
                    """
                    insert into migration_file
                      (bucket, migration_id, file, size, total, changed_at)
                    values ($1, $2, $3, 0, $4, $5)
                    on conflict (bucket, migration_id, file) do update
                      set size = 0, total = $4, sha256 = null, encoding = null, columns = null,
                          width = null, changed_at = $5
                    """,
                    migration.bucket(),
                    migration.uuid(),
                    name,
                    total,
                    OffsetDateTime.now(clock)))
        .replaceWithVoid();
  }

  /** Adds chunks at a file's end. */
  public Uni<Void> append(SqlTx tx, Id migration, String name, List<Chunk> chunks) {
    int added = chunks.stream().mapToInt(Chunk::length).sum();
    return tx.batch(
            """
            insert into migration_chunk
              (bucket, migration_id, file, position, length, id, content_enc)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            chunks.stream().map(c -> columns(migration, name, c)).toList())
        .chain(
            () ->
                tx.write(
                    """
                    update migration_file set size = size + $4, changed_at = $5
                    where bucket = $1 and migration_id = $2 and file = $3
                    """,
                    migration.bucket(),
                    migration.uuid(),
                    name,
                    (long) added,
                    OffsetDateTime.now(clock)))
        .replaceWithVoid();
  }

  private static Object[] columns(Id migration, String name, Chunk chunk) {
    return new Object[] {
      migration.bucket(),
      migration.uuid(),
      name,
      chunk.position(),
      chunk.length(),
      chunk.id(),
      Buffer.buffer(chunk.sealed())
    };
  }

  public Uni<Void> complete(SqlTx tx, Id migration, String name, byte[] sha256) {
    return tx.write(
            """
            update migration_file set sha256 = $4
            where bucket = $1 and migration_id = $2 and file = $3 and size = total
            """,
            migration.bucket(),
            migration.uuid(),
            name,
            Buffer.buffer(sha256))
        .replaceWithVoid();
  }

  /** Remembers what the profile has learned about how the file is read. */
  public Uni<Void> describe(SqlTx tx, Id migration, String name, String encoding, Header header) {
    JsonObject places = new JsonObject();
    header.places().forEach((field, place) -> places.put(field.name(), place));
    return tx.query(
            """
            update migration_file set encoding = $4, columns = $5, width = $6
            where bucket = $1 and migration_id = $2 and file = $3
            """,
            migration.bucket(),
            migration.uuid(),
            name,
            encoding,
            places,
            header.width())
        .replaceWithVoid();
  }

  /** Bytes from {@code from} on: those of the chunk it lies in and of the next. */
  public Uni<byte[]> window(SqlTx tx, Id migration, String name, long from) {
    return tx.query(
            """
            select position, id, content_enc from migration_chunk
            where bucket = $1 and migration_id = $2 and file = $3 and position + length > $4
            order by position limit 2
            """,
            migration.bucket(),
            migration.uuid(),
            name,
            from)
        .map(
            rows -> {
              Buffer window = Buffer.buffer();
              rows.forEach(row -> window.appendBytes(after(from, row)));
              return window.getBytes();
            });
  }

  private byte[] after(long from, Row row) {
    byte[] bytes = open(row);
    int skip = (int) Math.max(0, from - row.getLong("position"));
    return Arrays.copyOfRange(bytes, skip, bytes.length);
  }

  private byte[] open(Row row) {
    String text = vault.open(CONTENT, row.getUUID("id"), row.getBuffer("content_enc").getBytes());
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether these are the bytes that are stored from {@code from} on. */
  public Uni<Boolean> holds(SqlTx tx, Id migration, String name, long from, byte[] bytes) {
    return window(tx, migration, name, from)
        .chain(
            stored -> {
              int length = Math.min(stored.length, bytes.length);
              if (length == 0 || !Arrays.equals(stored, 0, length, bytes, 0, length)) {
                return Uni.createFrom().item(false);
              }
              return length == bytes.length
                  ? Uni.createFrom().item(true)
                  : holds(
                      tx,
                      migration,
                      name,
                      from + length,
                      Arrays.copyOfRange(bytes, length, bytes.length));
            });
  }

  /** The SHA-256 of files, one after the other, read chunk by chunk. */
  public Uni<byte[]> digest(SqlTx tx, Id migration, List<String> names) {
    MessageDigest digest = sha256();
    Uni<Void> all = Uni.createFrom().voidItem();
    for (String name : names) {
      all = all.chain(() -> digest(tx, migration, name, 0, digest));
    }
    return all.map(done -> digest.digest());
  }

  private Uni<Void> digest(SqlTx tx, Id migration, String name, long from, MessageDigest digest) {
    return window(tx, migration, name, from)
        .chain(
            bytes -> {
              if (bytes.length == 0) {
                return Uni.createFrom().voidItem();
              }
              digest.update(bytes);
              return digest(tx, migration, name, from + bytes.length, digest);
            });
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }
}
