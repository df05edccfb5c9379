package org.yima.institution.catalogue;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.institution.Catalogue;
import org.yima.institution.Department;
import org.yima.institution.Doctor;
import org.yima.institution.InstitutionProblem;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** Puts departments and doctors into the catalogue; putting the same again changes nothing. */
@ApplicationScoped
class Publishing {
  private final Database database;
  private final Catalogue catalogue;
  private final Ids ids;
  private final Clock clock;

  Publishing(Database database, Catalogue catalogue, Ids ids, Clock clock) {
    this.database = database;
    this.catalogue = catalogue;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Department> department(Id hospital, String code, DepartmentBody body) {
    Id fresh = ids.beside(IdType.DEPARTMENT, hospital);
    String description = Optional.ofNullable(body.description()).orElse("");
    return database
        .query(
            """
            insert into department
              (bucket, id, institution_id, code, name, description, created_at, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $7)
            on conflict on constraint department_code do update
              set name = excluded.name, description = excluded.description,
                  changed_at = excluded.changed_at
            returning id
            """,
            fresh.bucket(),
            fresh.uuid(),
            hospital.uuid(),
            code,
            body.name().strip(),
            description,
            OffsetDateTime.now(clock))
        .map(rows -> new Id(IdType.DEPARTMENT, rows.iterator().next().getUUID("id")))
        .map(id -> new Department(id, hospital, code, body.name().strip(), description));
  }

  Uni<Doctor> doctor(Id hospital, String code, DoctorBody body) {
    return catalogue
        .department(hospital, body.departmentCode())
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        InstitutionProblem.UNKNOWN_CODE
                            .problem()
                            .at("/departmentCode", "unknown-code")))
        .chain(department -> doctor(department, code, body));
  }

  private Uni<Doctor> doctor(Department department, String code, DoctorBody body) {
    Id fresh = ids.beside(IdType.DOCTOR, department.id());
    String title = Optional.ofNullable(body.title()).orElse("");
    return database
        .query(
            """
            insert into doctor (bucket, id, institution_id, department_id, code, name, title,
              created_at, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
            on conflict on constraint doctor_code do update
              set department_id = excluded.department_id, name = excluded.name,
                  title = excluded.title, changed_at = excluded.changed_at
            returning id
            """,
            fresh.bucket(),
            fresh.uuid(),
            department.institutionId().uuid(),
            department.id().uuid(),
            code,
            body.name().strip(),
            title,
            OffsetDateTime.now(clock))
        .map(rows -> new Id(IdType.DOCTOR, rows.iterator().next().getUUID("id")))
        .map(
            id ->
                new Doctor(
                    id,
                    department.institutionId(),
                    department.id(),
                    code,
                    body.name().strip(),
                    title));
  }
}
