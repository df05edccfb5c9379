package org.yima.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A PostgreSQL server of its own under a data directory that is kept between runs, with a database
 * {@code yima}. Works as root and as an ordinary user. It listens on the loopback interface only
 * and trusts whoever connects from this machine; roles and grants are the business of whoever uses
 * it.
 *
 * <p>The library that brings the binaries starts the server with {@code -F} (no fsync) and {@code
 * synchronous_commit=off} because it was made for tests; {@link #DURABLE} turns both back on, since
 * money is kept here. A postmaster outlives an owner that was killed: the next start on the same
 * directory stops it first, so the port and the settings are always those asked for.
 */
public final class LocalPostgres implements AutoCloseable {
  /** The database that is made on first start. */
  public static final String DATABASE = "yima";

  private static final String USER = "postgres";
  private static final String HOST = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(90);

  /** A later setting wins in PostgreSQL, and these come after the library's own. */
  private static final Map<String, String> DURABLE =
      Map.of(
          "fsync", "on",
          "full_page_writes", "on",
          "synchronous_commit", "on",
          // Nobody replicates from here, and a table that is filled in the transaction that made it
          // needs no log of its rows: it is synced as a file before the commit.
          "wal_level", "minimal",
          "max_wal_senders", "0",
          "max_connections", "200",
          "listen_addresses", HOST,
          "timezone", "UTC",
          "log_timezone", "UTC");

  private final Path dataDir;
  private final EmbeddedPostgres embedded;
  private final PostmasterFile postmaster;
  private final FileChannel lockFile;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private LocalPostgres(
      Path dataDir, EmbeddedPostgres embedded, PostmasterFile postmaster, FileChannel lockFile) {
    this.dataDir = dataDir;
    this.embedded = embedded;
    this.postmaster = postmaster;
    this.lockFile = lockFile;
  }

  /**
   * Starts the server and makes sure that the database {@value #DATABASE} exists. The server's own
   * words go to {@code <dataDir>.log} beside the directory.
   *
   * @param dataDir the data directory; made when missing
   * @param port TCP port, 0 for a free one
   * @throws LocalPostgresException in one line, when the directory is in use or not PostgreSQL's,
   *     the port is taken, or the disk refuses
   */
  public static LocalPostgres start(Path dataDir, int port) {
    Path directory = dataDir.toAbsolutePath().normalize();
    FileChannel lockFile = lock(directory);
    boolean started = false;
    try {
      Leftover.end(directory);
      LocalPostgres server = launch(directory, port == 0 ? FreePort.find() : port, lockFile);
      started = true;
      return server;
    } catch (IOException | SQLException | IllegalStateException refused) {
      throw new LocalPostgresException(
          "PostgreSQL does not start on "
              + directory
              + " ("
              + firstLine(refused)
              + "); see "
              + logFile(directory),
          refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalPostgresException("Interrupted while PostgreSQL was starting", interrupted);
    } finally {
      if (!started) {
        release(lockFile);
      }
    }
  }

  public String host() {
    return HOST;
  }

  public int port() {
    return postmaster.port();
  }

  /** The superuser; there is no password on the loopback interface. */
  public String user() {
    return USER;
  }

  /** Process id of the postmaster. */
  public long pid() {
    return postmaster.pid();
  }

  /** JDBC URL of one database of this server, without user. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database;
  }

  /**
   * Stops the server with a fast shutdown and waits until it is gone. Closing twice is harmless.
   */
  @Override
  public void close() {
    if (!open.compareAndSet(true, false)) {
      return;
    }
    try {
      Optional<ProcessHandle> process = postmaster.process(dataDir);
      if (process.isPresent()) {
        Leftover.stop(process.get());
      }
      embedded.close();
    } catch (IOException refused) {
      throw new LocalPostgresException("PostgreSQL on " + dataDir + " does not stop", refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalPostgresException("Interrupted while PostgreSQL was stopping", interrupted);
    } finally {
      release(lockFile);
    }
  }

  private static LocalPostgres launch(Path dataDir, int port, FileChannel lockFile)
      throws IOException, SQLException, InterruptedException {
    // A first start that was killed half-way leaves a cluster that never comes up; the mark says
    // so.
    Path mark = beside(dataDir, ".initialising");
    if (Files.exists(mark)) {
      DirectoryTree.delete(dataDir);
    }
    refuseForeign(dataDir);
    if (!Files.exists(dataDir.resolve("postgresql.conf"))) {
      Files.write(mark, new byte[0]);
    }
    EmbeddedPostgres embedded = builder(dataDir, port).start();
    PostmasterFile postmaster =
        PostmasterFile.read(dataDir)
            .orElseThrow(() -> new IllegalStateException("No postmaster.pid after the start"));
    LocalPostgres server = new LocalPostgres(dataDir, embedded, postmaster, lockFile);
    try {
      createDatabase(embedded);
      Files.deleteIfExists(mark);
      return server;
    } catch (SQLException | IOException refused) {
      server.close();
      throw refused;
    }
  }

  private static EmbeddedPostgres.Builder builder(Path dataDir, int port) throws IOException {
    ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(logFile(dataDir).toFile());
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(dataDir)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(PostgresBinaries.directory(dataDir).toFile())
            .setPort(port)
            .setPGStartupWait(START)
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            // The built-in provider sorts by code point alike on every machine.
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setLocaleConfig("locale", "C");
    DURABLE.forEach(builder::setServerConfig);
    return builder;
  }

  private static void createDatabase(EmbeddedPostgres embedded) throws SQLException {
    try (Connection connection = embedded.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      boolean exists;
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        exists = found.next();
      }
      if (!exists) {
        statement.executeUpdate("CREATE DATABASE " + DATABASE);
      }
    }
  }

  private static void refuseForeign(Path dataDir) throws IOException {
    if (Files.exists(dataDir)
        && !Files.exists(dataDir.resolve("PG_VERSION"))
        && !DirectoryTree.isEmpty(dataDir)) {
      throw new LocalPostgresException(
          dataDir + " is neither empty nor a PostgreSQL data directory");
    }
  }

  private static FileChannel lock(Path dataDir) {
    try {
      Files.createDirectories(dataDir.getParent());
      FileChannel channel =
          FileChannel.open(
              beside(dataDir, ".lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new LocalPostgresException(dataDir + " is in use by another process");
      }
      return channel;
    } catch (IOException refused) {
      throw new LocalPostgresException("Cannot use " + dataDir + ": " + refused, refused);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static void release(FileChannel lockFile) {
    try {
      lockFile.close();
    } catch (IOException refused) {
      throw new LocalPostgresException("Cannot release the lock of a data directory", refused);
    }
  }

  /** The innermost cause knows best; what wraps it repeats it. */
  private static String firstLine(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage())
        .lines()
        .findFirst()
        .orElse(cause.getClass().getSimpleName());
  }

  private static Path logFile(Path dataDir) {
    return beside(dataDir, ".log");
  }

  private static Path beside(Path dataDir, String suffix) {
    return dataDir.resolveSibling(dataDir.getFileName() + suffix);
  }
}
