package org.yima.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.SchemaOwner;
import org.yima.house.Schema.Column;
import org.yima.house.Schema.ForeignKey;
import org.yima.house.Schema.Table;
import org.yima.resident.Reassignable;

/**
 * The migrated schema keeps the rules of the house's data. How: the catalogue of the database that
 * Flyway has just built is read and each rule lists what breaks it, so a new table is held to all
 * of them without being named here.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CatalogueTest {

  /** Tables without a bucket: small, copied to every node when the database is spread. */
  private static final Map<String, String> REFERENCE =
      Map.of(
          "institution", "every family points at it; a few hundred rows, public facts",
          "seal_anchor", "one row a day over all chains, so it belongs to none",
          "flyway_schema_history", "Flyway's own, made before any migration runs");

  /** Numeric columns that are not money, with what they are. */
  private static final Map<String, String> NUMERIC =
      Map.of(
          "bill_line.quantity", "a quantity may be a fraction of a unit",
          "bill_line.unit_price", "the bureau's unit prices have six decimals; amounts are fen");

  /** Readable columns whose names sound personal, with why they may be read. */
  private static final Map<String, String> READABLE =
      Map.ofEntries(
          Map.entry("department.name", "published by the hospital"),
          Map.entry("doctor.name", "published by the hospital, a fact about a profession"),
          Map.entry("institution.name", "an institution is no person"),
          Map.entry("bill_line.name", "of a charge, not of a person"),
          Map.entry("lease.name", "of a lease"),
          Map.entry("lease_fence.name", "of a lease"),
          Map.entry("lease_fence.token", "a fencing token: a count, no secret"));

  /** Documents in columns, with why whoever reads the database may read them. */
  private static final Map<String, String> DOCUMENTS =
      Map.ofEntries(
          Map.entry("idempotency.fields", "keyed hashes of a body's members"),
          Map.entry("outbox.payload", "ids, states and amounts"),
          Map.entry("feed_entry.payload", "as in the outbox"),
          Map.entry("audit_entry.detail", "names of what was done, counts and ids"),
          Map.entry("institution.response_key", "a public key"),
          Map.entry("client.public_key", "a public key"),
          Map.entry("id_reader.public_key", "a public key"),
          Map.entry("bill.insurance", "codes of catalogues: department, doctor, disease"),
          Map.entry("bill_version.insurance", "as in the bill"),
          Map.entry("plan.document", "shares by line and payer, under ids"),
          Map.entry("payment.document", "shares, order numbers and states, under ids"),
          Map.entry("leg.document", "shares, order numbers and states, under ids"),
          Map.entry("migration.mapping", "headers of a file and what they stand for"),
          Map.entry("migration.profile", "counts by column and kind of fault"),
          Map.entry("migration_file.columns", "headers of a file"));

  private static final Set<String> PERSONAL =
      Set.of(
          "name",
          "full_name",
          "phone",
          "mobile",
          "id_number",
          "document_number",
          "address",
          "birth_date",
          "sex",
          "gender",
          "email",
          "openid",
          "policy_number",
          "token",
          "password",
          "secret");

  private static final Set<String> INEXACT =
      Set.of(
          "numeric",
          "money",
          "real",
          "double precision",
          "json",
          "timestamp without time zone",
          "time with time zone",
          "character",
          "character varying");

  private static Schema schema;

  @Inject @All List<Reassignable> reassignables;

  @BeforeAll
  static void read() throws SQLException {
    try (Connection connection = SchemaOwner.connect()) {
      schema = Schema.read(connection);
    }
    assertThat(schema.tables()).extracting(Table::name).contains("outbox", "posting", "resident");
  }

  private static Stream<Table> bucketed() {
    return schema.tables().stream().filter(table -> !REFERENCE.containsKey(table.name()));
  }

  private static List<String> columns(Predicate<Column> wrong) {
    return columns((table, column) -> wrong.test(column));
  }

  private interface Rule {
    boolean broken(Table table, Column column);
  }

  private static List<String> columns(Rule rule) {
    return schema.tables().stream()
        .filter(table -> !table.name().equals("flyway_schema_history"))
        .flatMap(
            table ->
                table.columns().stream()
                    .filter(column -> rule.broken(table, column))
                    .map(column -> table.name() + "." + column.name()))
        .toList();
  }

  @Test
  void everyReferenceTableListedExists() {
    assertThat(schema.tables()).extracting(Table::name).containsAll(REFERENCE.keySet());
  }

  @Test
  void theBucketLeadsEveryPrimaryKey() {
    assertThat(
            bucketed()
                .filter(
                    table ->
                        table.primaryKey().isEmpty() || !table.primaryKey().get(0).equals("bucket"))
                .map(Table::name))
        .as("tables whose primary key does not begin with bucket")
        .isEmpty();
  }

  @Test
  void theBucketIsABoundedIntThatIsNeverNull() {
    assertThat(
            bucketed()
                .filter(
                    table ->
                        table
                            .column("bucket")
                            .filter(column -> column.type().equals("integer") && column.notNull())
                            .isEmpty())
                .map(Table::name))
        .as("tables without bucket int not null")
        .isEmpty();
    assertThat(
            bucketed()
                .filter(
                    table ->
                        table.checks().stream()
                            .noneMatch(
                                check ->
                                    check.equals("CHECK (((bucket >= 0) AND (bucket <= 4095)))")))
                .map(Table::name))
        .as("tables whose bucket is not checked to be 0 to 4095")
        .isEmpty();
  }

  @Test
  void everyUniqueIndexHoldsTheBucket() {
    assertThat(
            bucketed()
                .flatMap(table -> table.uniques().stream())
                .filter(unique -> !unique.columns().contains("bucket"))
                .map(Schema.Unique::name))
        .as("unique indexes that could not be kept once the database is spread")
        .isEmpty();
  }

  @Test
  void foreignKeysStayInTheirFamilyOrPointAtAReferenceTable() {
    assertThat(
            schema.tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> !REFERENCE.containsKey(key.target()) && !insideFamily(key))
                .map(ForeignKey::name))
        .as("foreign keys that may point at another machine")
        .isEmpty();
  }

  private static boolean insideFamily(ForeignKey key) {
    int ours = key.from().indexOf("bucket");
    return ours >= 0 && ours == key.to().indexOf("bucket");
  }

  @Test
  void noForeignKeyPointsAtAResidentOrAPerson() {
    assertThat(
            schema.tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> key.target().matches("resident|index_person|index_patient|person"))
                .map(ForeignKey::name))
        .as("foreign keys that would hold a row to a person for ever")
        .isEmpty();
  }

  @Test
  void whateverNamesAResidentNamesTheRecordItAroseUnder() {
    List<Table> naming =
        schema.tables().stream().filter(table -> table.column("resident_id").isPresent()).toList();
    assertThat(naming).isNotEmpty();
    assertThat(naming)
        .as("tables with resident_id")
        .allSatisfy(
            table ->
                assertThat(table.column("record_id"))
                    .as(table.name() + ".record_id")
                    .hasValueSatisfying(
                        column -> {
                          assertThat(column.type()).isEqualTo("uuid");
                          assertThat(column.notNull()).isTrue();
                        }));
  }

  /** So that an un-merge can give everything back. */
  @Test
  void whateverNamesAResidentCanBeReassigned() {
    Set<String> covered =
        reassignables.stream()
            .flatMap(room -> room.tables().stream())
            .collect(Collectors.toUnmodifiableSet());
    assertThat(
            schema.tables().stream()
                .filter(table -> table.column("resident_id").isPresent())
                .map(Table::name)
                .filter(name -> !covered.contains(name)))
        .as("tables with resident_id that no Reassignable covers")
        .isEmpty();
    assertThat(schema.tables()).extracting(Table::name).containsAll(covered);
  }

  @Test
  void everyStateListsItsValues() {
    assertThat(
            columns(
                (table, column) ->
                    column.name().matches("(.*_)?(status|state)")
                        && !table.listsValuesOf(column.name())))
        .as("status columns without a CHECK of their values")
        .isEmpty();
  }

  @Test
  void moneyIsBigintAndTimeKnowsItsZone() {
    assertThat(NUMERIC.keySet())
        .allSatisfy(
            name ->
                assertThat(columns((t, c) -> (t.name() + "." + c.name()).equals(name))).hasSize(1));
    assertThat(
            columns(
                (table, column) ->
                    INEXACT.contains(column.type())
                        && !NUMERIC.containsKey(table.name() + "." + column.name())))
        .as("money is bigint, time timestamptz, text text, documents jsonb")
        .isEmpty();
    assertThat(
            columns(
                column ->
                    column.name().matches("(.*_)?(amount|total|fee|price|balance|refunded)")
                        && !column.type().equals("bigint")
                        && !column.name().equals("unit_price")))
        .as("amounts that are not bigint")
        .isEmpty();
    assertThat(
            columns(
                column ->
                    column.name().matches("(.*_)?at|.*_until")
                        && !column.type().equals("timestamp with time zone")))
        .as("times that are not timestamptz")
        .isEmpty();
  }

  @Test
  void personalDataRestsEncryptedOrHashed() {
    assertThat(columns(column -> column.name().endsWith("_enc") && !column.type().equals("bytea")))
        .as("encrypted columns that are not bytea")
        .isEmpty();
    assertThat(columns(column -> column.name().endsWith("_idx") && !column.type().equals("bytea")))
        .as("blind indexes that are not bytea")
        .isEmpty();
    assertThat(
            columns(
                (table, column) ->
                    soundsPersonal(column.name())
                        && !READABLE.containsKey(table.name() + "." + column.name())))
        .as("personal data in clear")
        .isEmpty();
  }

  /** By its whole name or by how that ends: {@code payer_phone} is a phone. */
  private static boolean soundsPersonal(String column) {
    return PERSONAL.stream().anyMatch(word -> column.equals(word) || column.endsWith("_" + word));
  }

  @Test
  void aDocumentIsKeptReadableForAReason() {
    assertThat(
            columns(
                (table, column) ->
                    column.type().equals("jsonb")
                        && !DOCUMENTS.containsKey(table.name() + "." + column.name())))
        .as("documents of which nobody says what is in them")
        .isEmpty();
  }

  @Test
  void historiesAreAppendOnly() {
    assertThat(
            bucketed()
                .filter(table -> table.name().endsWith("_history") && !table.isAppendOnly())
                .map(Table::name))
        .as("histories without the comment that takes the server's right to change them")
        .isEmpty();
    assertThat(schema.tables().stream().filter(Table::isAppendOnly).map(Table::name))
        .contains("audit_entry", "seal", "seal_anchor", "posting", "feed_entry");
  }
}
