package org.yima.sandbox.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.sandbox.http.Json;

/**
 * What can be read and written while one request is worked on. Not usable after its work has
 * returned.
 */
public final class Transaction {
  private final Connection connection;
  private final Clock clock;
  private final List<Runnable> afterwards = new ArrayList<>();

  Transaction(Connection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /** Now, by the sandbox's clock. */
  public Instant now() {
    return clock.instant();
  }

  /** The clock, for dates. */
  public Clock clock() {
    return clock;
  }

  /** One document. */
  public <T> Optional<T> find(Class<T> type, String id) {
    return rows(
            "SELECT body FROM documents WHERE kind = ? AND id = ?",
            row -> Json.read(row.getString(1), type),
            type.getSimpleName(),
            id)
        .stream()
        .findFirst();
  }

  /** The documents of one owner, by id. */
  public <T> List<T> owned(Class<T> type, String owner) {
    return rows(
        "SELECT body FROM documents WHERE kind = ? AND owner = ? ORDER BY id",
        row -> Json.read(row.getString(1), type),
        type.getSimpleName(),
        owner);
  }

  /** Every document of a kind, by id. */
  public <T> List<T> all(Class<T> type) {
    return rows(
        "SELECT body FROM documents WHERE kind = ? ORDER BY id",
        row -> Json.read(row.getString(1), type),
        type.getSimpleName());
  }

  /** Writes a document, in the place of one with the same id. */
  public void put(String id, String owner, Object document) {
    run(
        "INSERT INTO documents (kind, id, owner, body) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (kind, id) DO UPDATE SET owner = excluded.owner, body = excluded.body",
        document.getClass().getSimpleName(),
        id,
        owner,
        Json.text(document));
  }

  /** Removes a document. */
  public void remove(Class<?> type, String id) {
    run("DELETE FROM documents WHERE kind = ? AND id = ?", type.getSimpleName(), id);
  }

  /** The next number of a sequence, from 1, without repetition. */
  public long next(String sequence) {
    run(
        "INSERT INTO sequences (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1",
        sequence);
    return rows("SELECT value FROM sequences WHERE name = ?", row -> row.getLong(1), sequence)
        .get(0);
  }

  /** The ledger of this transaction. */
  public Ledger ledger() {
    return new Ledger(this);
  }

  /** An answer given before. */
  public record Kept(String request, int status, byte[] body) {}

  /** The answer that was kept for this id. */
  public Optional<Kept> kept(String scope, String id) {
    return rows(
            "SELECT request, status, body FROM answers WHERE scope = ? AND id = ?",
            row -> new Kept(row.getString(1), row.getInt(2), row.getBytes(3)),
            scope,
            id)
        .stream()
        .findFirst();
  }

  /** Keeps an answer, so that the same request is answered the same again. */
  public void keep(String scope, String id, Kept kept) {
    run(
        "INSERT INTO answers (scope, id, request, status, body) VALUES (?, ?, ?, ?, ?)",
        scope,
        id,
        kept.request(),
        kept.status(),
        kept.body());
  }

  /** What is answered from now on to a request that was answered otherwise before. */
  public void keepInstead(String scope, String id, int status, byte[] body) {
    run(
        "UPDATE answers SET status = ?, body = ? WHERE scope = ? AND id = ?",
        status,
        body,
        scope,
        id);
  }

  /** Forgets everything. */
  public void reset() {
    for (String table :
        List.of("documents", "entries", "balances", "answers", "jobs", "sequences")) {
      run("DELETE FROM " + table);
    }
  }

  /** Runs once this transaction is on disk, and not at all when it is undone. */
  public void afterCommit(Runnable work) {
    afterwards.add(work);
  }

  void committed() {
    afterwards.forEach(Runnable::run);
  }

  /** Reads one row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A query of one of this process's own tables. */
  public <T> List<T> rows(String sql, Row<T> row, Object... values) {
    try (PreparedStatement statement = bound(sql, values);
        ResultSet found = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (found.next()) {
        all.add(row.read(found));
      }
      return all;
    } catch (SQLException e) {
      throw new BooksException(e);
    }
  }

  /** A change of one of this process's own tables. */
  public void run(String sql, Object... values) {
    try (PreparedStatement statement = bound(sql, values)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new BooksException(e);
    }
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
