package org.yima.sandbox.books;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The database file. Transactions run one after another; what {@link #transact} returned is on
 * disk.
 */
public final class Books implements AutoCloseable {
  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE IF NOT EXISTS documents (kind TEXT NOT NULL, id TEXT NOT NULL, owner TEXT NOT NULL,"
              + " body TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID",
          "CREATE INDEX IF NOT EXISTS documents_by_owner ON documents (kind, owner)",
          "CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, posting INTEGER NOT NULL,"
              + " channel TEXT NOT NULL, purpose TEXT NOT NULL, ref TEXT NOT NULL, account TEXT NOT NULL,"
              + " amount INTEGER NOT NULL CHECK (amount <> 0), at TEXT NOT NULL)",
          "CREATE INDEX IF NOT EXISTS entries_by_account ON entries (channel, account)",
          "CREATE INDEX IF NOT EXISTS entries_by_posting ON entries (posting)",
          "CREATE TABLE IF NOT EXISTS balances (channel TEXT NOT NULL, account TEXT NOT NULL,"
              + " balance INTEGER NOT NULL, PRIMARY KEY (channel, account)) WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS answers (scope TEXT NOT NULL, id TEXT NOT NULL, request TEXT NOT NULL,"
              + " status INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (scope, id)) WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY, type TEXT NOT NULL, due INTEGER NOT NULL,"
              + " body TEXT NOT NULL)",
          "CREATE INDEX IF NOT EXISTS jobs_by_due ON jobs (due)",
          "CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, value INTEGER NOT NULL)");

  /**
   * Tests say so, which commit thousands of times: what a kill leaves is the same, what a power cut
   * leaves is not.
   */
  private static final String NO_SYNC = "yima.sandbox.no-sync";

  private final Connection connection;
  private final Clock clock;
  private final FileChannel lock;
  private final ReentrantLock writer = new ReentrantLock();

  private Books(Connection connection, Clock clock, FileChannel lock) {
    this.connection = connection;
    this.lock = lock;
    this.clock = clock;
  }

  /**
   * Opens or creates the books in a folder only the owner can read, for this process alone: two
   * would each notify, confirm and number by themselves.
   *
   * @throws BooksException when another process has them open
   */
  public static Books open(Path folder, Clock clock) {
    try {
      if (Files.notExists(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      FileChannel lock = lock(folder);
      boolean opened = false;
      try {
        Books books = new Books(connect(folder), clock, lock);
        opened = true;
        return books;
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new BooksException(e);
    }
  }

  /** The system drops the lock with its owner, however that ends. */
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("sandbox.lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (!isFree(channel)) {
      channel.close();
      throw new BooksException("the books in " + folder + " are in use by another process");
    }
    return channel;
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private static Connection connect(Path folder) throws IOException, SQLException {
    Path file = folder.resolve("sandbox.db");
    if (Files.notExists(file)) {
      // SQLite gives its journals the rights of the database file.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Connection connection =
        new org.sqlite.JDBC().connect("jdbc:sqlite:" + file, new java.util.Properties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=" + (Boolean.getBoolean(NO_SYNC) ? "OFF" : "FULL"));
      statement.execute("PRAGMA busy_timeout=5000");
      for (String table : SCHEMA) {
        statement.execute(table);
      }
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * Runs the work and commits it, or undoes all of it when it throws. Work that waits for the
   * commit runs afterwards.
   */
  public <T> T transact(Function<Transaction, T> work) {
    Transaction tx = new Transaction(connection, clock);
    T result;
    writer.lock();
    try {
      result = work.apply(tx);
      connection.commit();
    } catch (SQLException e) {
      rollBack();
      throw new BooksException(e);
    } catch (RuntimeException | Error e) {
      rollBack();
      throw e;
    } finally {
      writer.unlock();
    }
    tx.committed();
    return result;
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new BooksException(e);
    }
  }

  @Override
  public void close() {
    writer.lock();
    try {
      connection.close();
      lock.close();
    } catch (SQLException e) {
      throw new BooksException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.unlock();
    }
  }
}
