package org.yima.index.founding;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.SchemaOwner;

/**
 * What the index's tables hold, told by the hashes under which records are found: equal for equal
 * contents, whatever ids, times and nonces were drawn.
 */
final class Contents {
  private static final String TABLES =
      "index_record, index_record_version, index_link, index_link_score, index_patient,"
          + " index_patient_record, index_person, index_person_record, index_block,"
          + " index_block_record, index_edge, index_barred, index_match, index_match_decision, index_verdict,"
          + " index_merge, index_merge_step, index_merge_verdict, index_merge_record, index_freed";

  /** A record's name: the start of its number's hash. */
  private static final String NAMED =
      "with n as (select substr(encode(number_idx, 'hex'), 1, 12) as name, *"
          + " from index_record) ";

  private static final Map<String, String> QUESTIONS =
      Map.ofEntries(
          Map.entry(
              "records",
              "select name, domain, document_verified, status, version, links,"
                  + " (select string_agg(encode(b, 'hex'), ' ' order by b) from unnest(blocks) b),"
                  + " bucket = get_byte(number_idx, 0) * 16 + get_byte(number_idx, 1) / 16"
                  + " from n"),
          Map.entry(
              "persons", "select string_agg(name, ' ' order by name) from n group by person_id"),
          Map.entry(
              "certain",
              "select string_agg(name, ' ' order by name) from n group by person_id, certain_id"),
          Map.entry(
              "members",
              "select n.name, m.person_id = n.person_id, p.id is not null from n"
                  + " left join index_person_record m on m.record_id = n.id"
                  + " left join index_person p on p.bucket = m.bucket and p.id = m.person_id"),
          Map.entry(
              "steps",
              "select n.name, l.step, l.from_person is null, l.to_person = n.person_id, l.reason,"
                  + " l.actor, l.merge_id is null, o.person_id = n.person_id, s.score, s.weights from n"
                  + " join index_link l on l.bucket = n.bucket and l.record_id = n.id"
                  + " left join index_link_score s on s.bucket = l.bucket"
                  + " and s.record_id = l.record_id and s.step = l.step"
                  + " left join n o on o.id = s.other_id"),
          Map.entry(
              "versions",
              // A version that is loaded stands in its record's row alone until there is another.
              "select n.name, coalesce(v.version, n.version) from n left join index_record_version v"
                  + " on v.bucket = n.bucket and v.record_id = n.id"),
          Map.entry(
              "edges",
              "select n.name, o.name, e.by_document, e.score, e.weights from n join index_edge e"
                  + " on e.bucket = n.bucket and e.record_id = n.id join n o on o.id = e.other_id"),
          Map.entry(
              "barred",
              "select n.name, o.name from n join index_barred b"
                  + " on b.bucket = n.bucket and b.record_id = n.id join n o on o.id = b.other_id"),
          Map.entry(
              "doubts",
              // Of questions that press equally the one about the lower id is asked.
              "select n.name, (select min(x.name) from n x where x.person_id = o.person_id),"
                  + " m.kind, m.status, m.version, m.score, m.weights,"
                  + " round((m.explanation::json ->> 'score')::numeric * 1000) = m.score"
                  + " from n join index_match m"
                  + " on m.bucket = n.bucket and m.record_id = n.id join n o on o.id = m.other_id"),
          Map.entry(
              "blocks",
              "select b.bucket, encode(b.key, 'hex'), b.kind, b.members, b.is_full,"
                  + " b.is_full and b.incomplete"
                  + " from index_block b where b.kind is not null"),
          Map.entry(
              "standing",
              "select b.bucket, encode(b.key, 'hex'), n.name from ("
                  + " select bucket, key, unnest(records) as record_id from index_block"
                  + " union all select * from index_block_record) b"
                  + " join n on n.id = b.record_id"),
          Map.entry(
              "patients",
              "select n.name, p.domain, encode(p.patient_idx, 'hex'), r.bucket, r.domain from n"
                  + " join index_patient p on p.bucket = n.bucket and p.record_id = n.id"
                  + " join index_patient_record r on r.patient_idx = p.patient_idx"
                  + " and r.record_id = n.id"));

  private Contents() {}

  /** Everything, as sorted lines under the name of what they tell. */
  static Map<String, List<String>> read() throws SQLException {
    Map<String, List<String>> contents = new TreeMap<>();
    try (Connection owner = SchemaOwner.connect()) {
      for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
        contents.put(question.getKey(), lines(owner, NAMED + question.getValue()));
      }
    }
    return contents;
  }

  /** How many rows each table has. */
  static Map<String, String> counts() throws SQLException {
    Map<String, String> counts = new TreeMap<>();
    try (Connection owner = SchemaOwner.connect()) {
      for (String table : TABLES.split(", ", -1)) {
        counts.put(table, lines(owner, "select count(*) from " + table).get(0));
      }
    }
    return counts;
  }

  /** Keys, indexes and checks of all tables, and who may do what. */
  static List<String> catalogue() throws SQLException {
    try (Connection owner = SchemaOwner.connect()) {
      return Stream.of(
              "select conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid)"
                  + " from pg_constraint where conrelid::regclass::text like 'index%'",
              "select tablename, indexdef from pg_indexes where tablename like 'index%'",
              "select relname, relacl::text, obj_description(oid, 'pg_class') from pg_class"
                  + " where relname like 'index%' and relkind = 'r'")
          .map(question -> lines(owner, question))
          .flatMap(List::stream)
          .collect(Collectors.toList());
    }
  }

  static void empty() throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        Statement statement = owner.createStatement()) {
      statement.execute("truncate " + TABLES);
    }
  }

  private static List<String> lines(Connection owner, String question) {
    try (Statement statement = owner.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          line.append(rows.getString(i)).append('|');
        }
        lines.add(line.toString());
      }
      return lines.stream().sorted().toList();
    } catch (SQLException wrong) {
      throw new IllegalStateException(question, wrong);
    }
  }

  /** The lines of one that the other has not. */
  static Set<String> without(List<String> lines, List<String> others) {
    Set<String> left = new TreeSet<>(lines);
    left.removeAll(others);
    return left;
  }
}
