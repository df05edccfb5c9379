package org.yima.house;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tables of schema {@code public} as the database's own catalogue knows them. */
record Schema(List<Table> tables) {

  /**
   * One table.
   *
   * @param primaryKey the names of the key's columns in the key's order; empty when it has none
   * @param uniques the columns of each unique index, the primary key's among them
   * @param checks the CHECK constraints as SQL
   */
  record Table(
      String name,
      String comment,
      List<Column> columns,
      List<String> primaryKey,
      List<Unique> uniques,
      List<ForeignKey> foreignKeys,
      List<String> checks) {

    boolean isAppendOnly() {
      return comment.startsWith("append-only");
    }

    Optional<Column> column(String wanted) {
      return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** Whether a CHECK of exactly this column lists the values it may have. */
    boolean listsValuesOf(String column) {
      return checks.stream()
          .anyMatch(
              check ->
                  check.matches("(?s)CHECK \\(\\(+\"?" + column + "\"? = ANY .*")
                      || check.matches("(?s)CHECK \\(\\(+\"?" + column + "\"? = '.*"));
    }
  }

  /** A column; {@code type} as {@code format_type} writes it. */
  record Column(String name, String type, boolean notNull) {}

  record Unique(String name, List<String> columns) {}

  record ForeignKey(String name, List<String> from, String target, List<String> to) {}

  static Schema read(Connection connection) throws SQLException {
    List<Table> tables = new ArrayList<>();
    String sql =
        """
        select c.oid, c.relname, coalesce(obj_description(c.oid, 'pg_class'), '') as comment
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') order by c.relname
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        tables.add(table(connection, rows));
      }
    }
    return new Schema(List.copyOf(tables));
  }

  private static Table table(Connection connection, ResultSet row) throws SQLException {
    long oid = row.getLong("oid");
    List<Unique> uniques = uniques(connection, oid, false);
    List<Unique> primary = uniques(connection, oid, true);
    return new Table(
        row.getString("relname"),
        row.getString("comment"),
        columns(connection, oid),
        primary.isEmpty() ? List.of() : primary.get(0).columns(),
        uniques,
        foreignKeys(connection, oid),
        checks(connection, oid));
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> List<T> list(Connection connection, String sql, long oid, Reader<T> reader)
      throws SQLException {
    List<T> list = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, oid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          list.add(reader.read(rows));
        }
      }
    }
    return List.copyOf(list);
  }

  private static List<Column> columns(Connection connection, long oid) throws SQLException {
    return list(
        connection,
        """
        select attname, format_type(atttypid, null) as type, attnotnull from pg_attribute
        where attrelid = ? and attnum > 0 and not attisdropped order by attnum
        """,
        oid,
        row ->
            new Column(
                row.getString("attname"), row.getString("type"), row.getBoolean("attnotnull")));
  }

  private static List<Unique> uniques(Connection connection, long oid, boolean primaryOnly)
      throws SQLException {
    return list(
        connection,
        """
        select c.relname, array(select coalesce(a.attname::text, '(expression)')
                 from unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality k(num, place)
                 left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num
                 order by k.place) as columns
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid = ? and i.indisunique
        """
            + (primaryOnly ? " and i.indisprimary" : ""),
        oid,
        row -> new Unique(row.getString("relname"), strings(row.getArray("columns"))));
  }

  private static List<ForeignKey> foreignKeys(Connection connection, long oid) throws SQLException {
    return list(
        connection,
        """
        select f.conname, f.confrelid::regclass::text as target,
          array(select a.attname::text from unnest(f.conkey) with ordinality k(num, place)
                join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.num
                order by k.place) as ours,
          array(select a.attname::text from unnest(f.confkey) with ordinality k(num, place)
                join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.num
                order by k.place) as theirs
        from pg_constraint f where f.conrelid = ? and f.contype = 'f'
        """,
        oid,
        row ->
            new ForeignKey(
                row.getString("conname"),
                strings(row.getArray("ours")),
                row.getString("target"),
                strings(row.getArray("theirs"))));
  }

  private static List<String> checks(Connection connection, long oid) throws SQLException {
    return list(
        connection,
        """
        select pg_get_constraintdef(oid) as definition from pg_constraint
        where conrelid = ? and contype = 'c'
        """,
        oid,
        row -> row.getString("definition"));
  }

  private static List<String> strings(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
