package org.yima.institution;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** Reads departments and doctors. */
@ApplicationScoped
public class Catalogue {
  private static final String DEPARTMENT =
      "select id, institution_id, code, name, description from department ";
  private static final String DOCTOR =
      "select id, institution_id, department_id, code, name, title from doctor ";

  private final Database database;

  public Catalogue(Database database) {
    this.database = database;
  }

  public Uni<Optional<Department>> department(Id id) {
    return database
        .query(DEPARTMENT + "where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(rows -> first(rows).map(Catalogue::department));
  }

  /** The department that a hospital knows under a code. */
  public Uni<Optional<Department>> department(Id institution, String code) {
    return database
        .query(
            DEPARTMENT + "where bucket = $1 and institution_id = $2 and code = $3",
            institution.bucket(),
            institution.uuid(),
            code)
        .map(rows -> first(rows).map(Catalogue::department));
  }

  public Uni<Optional<Doctor>> doctor(Id id) {
    return database
        .query(DOCTOR + "where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(rows -> first(rows).map(Catalogue::doctor));
  }

  /** The doctor that a hospital knows under a code. */
  public Uni<Optional<Doctor>> doctor(Id institution, String code) {
    return database
        .query(
            DOCTOR + "where bucket = $1 and institution_id = $2 and code = $3",
            institution.bucket(),
            institution.uuid(),
            code)
        .map(rows -> first(rows).map(Catalogue::doctor));
  }

  /** A hospital's departments made before {@code before}, newest first. */
  public Uni<List<Department>> departments(Id institution, Optional<Id> before, int limit) {
    return database
        .query(
            DEPARTMENT
                + """
                where bucket = $1 and institution_id = $2 and ($3::uuid is null or id < $3)
                order by id desc limit $4
                """,
            institution.bucket(),
            institution.uuid(),
            uuid(before),
            limit)
        .map(rows -> list(rows).stream().map(Catalogue::department).toList());
  }

  /** A department's doctors made before {@code before}, newest first. */
  public Uni<List<Doctor>> doctors(Id department, Optional<Id> before, int limit) {
    return database
        .query(
            DOCTOR
                + """
                where bucket = $1 and department_id = $2 and ($3::uuid is null or id < $3)
                order by id desc limit $4
                """,
            department.bucket(),
            department.uuid(),
            uuid(before),
            limit)
        .map(rows -> list(rows).stream().map(Catalogue::doctor).toList());
  }

  private static UUID uuid(Optional<Id> id) {
    return id.map(Id::uuid).orElse(null);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return list(rows).stream().findFirst();
  }

  private static List<Row> list(RowSet<Row> rows) {
    List<Row> list = new ArrayList<>();
    rows.forEach(list::add);
    return list;
  }

  private static Department department(Row row) {
    return new Department(
        new Id(IdType.DEPARTMENT, row.getUUID("id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        row.getString("code"),
        row.getString("name"),
        row.getString("description"));
  }

  private static Doctor doctor(Row row) {
    return new Doctor(
        new Id(IdType.DOCTOR, row.getUUID("id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        new Id(IdType.DEPARTMENT, row.getUUID("department_id")),
        row.getString("code"),
        row.getString("name"),
        row.getString("title"));
  }
}
