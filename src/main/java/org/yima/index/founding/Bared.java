package org.yima.index.founding;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The index's tables without their keys and indexes for as long as they are filled: built over all
 * rows at once they cost a fraction of what they cost row by row. It all happens within the load's
 * one transaction, under locks that let nobody see it; what the catalogue said is what is built
 * again.
 */
final class Bared {
  private static final String TABLES =
      """
      index_record, index_record_version, index_link, index_link_score, index_patient,
      index_patient_record, index_person, index_person_record, index_block, index_block_record,
      index_edge, index_barred, index_match, index_match_decision, index_verdict, index_merge,
      index_merge_step, index_merge_verdict, index_merge_record
      """;

  private static final String OURS =
      "any(string_to_array(translate('" + TABLES + "', E' \\n', ''), ',')::regclass[])";

  /** Foreign keys first: they stand on the others. */
  private static final String CONSTRAINTS =
      "select conrelid::regclass::text as of,"
          + " format('alter table %s drop constraint %I', conrelid::regclass, conname) as gone,"
          + " format('alter table %s add constraint %I %s', conrelid::regclass, conname,"
          + " pg_get_constraintdef(oid)) as back"
          + " from pg_constraint where contype in ('p', 'u', 'f') and (conrelid = "
          + OURS
          + " or confrelid = "
          + OURS
          + ") order by contype = 'f' desc, conrelid::regclass::text, conname";

  /** One over some of the rows stays: to be asked of each row costs less than to read them all. */
  private static final String INDEXES =
      "select indrelid::regclass::text as of,"
          + " format('drop index %s', indexrelid::regclass) as gone,"
          + " pg_get_indexdef(indexrelid) as back from pg_index i where indrelid = "
          + OURS
          + " and indpred is null"
          + " and not exists (select from pg_constraint where conindid = i.indexrelid"
          + " and contype in ('p', 'u')) order by indexrelid::regclass::text";

  private record Part(String of, String gone, String back) {
    boolean isForeignKey() {
      return back.contains("FOREIGN KEY");
    }
  }

  private final Connection connection;
  private final List<Part> parts = new ArrayList<>();

  private Bared(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the tables for this transaction alone and takes their keys and indexes off.
   *
   * @throws IllegalStateException when they hold anything
   */
  static Bared of(Connection connection) throws SQLException {
    Bared bared = new Bared(connection);
    bared.run("set local lock_timeout = '30s'");
    bared.run("set local maintenance_work_mem = '512MB'");
    // What checks a foreign key once is not worth being compiled.
    bared.run("set local jit = off");
    bared.run("lock table " + TABLES + " in access exclusive mode");
    // No other weights come into use before what is loaded by these is there.
    bared.run("lock table index_weights, index_reevaluation in share row exclusive mode");
    bared.mustBeEmpty();
    bared.read(CONSTRAINTS);
    bared.read(INDEXES);
    for (Part part : bared.parts) {
      bared.run(part.gone());
    }
    // What is truncated in this transaction may be filled with rows that are frozen already.
    bared.run("truncate " + TABLES);
    return bared;
  }

  private void mustBeEmpty() throws SQLException {
    for (String table : TABLES.split(",", -1)) {
      try (Statement statement = connection.createStatement();
          ResultSet any = statement.executeQuery("table " + table + " limit 1")) {
        if (any.next()) {
          throw new IllegalStateException(
              "the index is not empty (" + table.strip() + "); a founding load fills an empty one");
        }
      }
    }
  }

  private void read(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        parts.add(
            new Part(found.getString("of"), found.getString("gone"), found.getString("back")));
      }
    }
  }

  /** Builds what was taken off some tables, but for their foreign keys. */
  void restore(String... tables) throws SQLException {
    for (Part part : List.copyOf(parts)) {
      if (!part.isForeignKey() && List.of(tables).contains(part.of())) {
        run(part.back());
        parts.remove(part);
      }
    }
  }

  /** Builds all else that was taken off, foreign keys last. */
  void restore() throws SQLException {
    for (Part part : parts) {
      if (!part.isForeignKey()) {
        run(part.back());
      }
    }
    for (Part part : parts) {
      if (part.isForeignKey()) {
        run(part.back());
      }
    }
  }

  /** Lets the planner know what there is now. */
  static void analyse(Connection connection) throws SQLException {
    new Bared(connection).run("analyze " + TABLES);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
