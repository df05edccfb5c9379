package org.yima.benchmarks.limit;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.yima.access.Allow;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Role;

/** Puts records into the living index as a room does, a batch in one transaction. */
@Path("/v1/benchmark/puts")
@Produces(MediaType.APPLICATION_JSON)
class PutResource {
  private static final String DOMAIN = "benchmark";

  private final Database database;
  private final PersonIndex index;

  PutResource(Database database, PersonIndex index) {
    this.database = database;
    this.index = index;
  }

  record NewRecord(
      String number,
      String name,
      String idNumber,
      String birthDate,
      String sex,
      String phone,
      String address) {
    SourceRecord source() {
      return new SourceRecord(
          DOMAIN,
          number,
          name,
          DocumentKey.of(IdType.RESIDENT_ID, idNumber),
          false,
          birth(),
          sex.equals("MALE")
              ? Optional.of(Sex.MALE)
              : sex.equals("FEMALE") ? Optional.of(Sex.FEMALE) : Optional.empty(),
          Optional.of(phone).filter(p -> !p.isEmpty()),
          Optional.of(address).filter(a -> !a.isEmpty()));
    }

    private Optional<LocalDate> birth() {
      try {
        return birthDate.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(birthDate));
      } catch (DateTimeParseException noDay) {
        return Optional.empty();
      }
    }
  }

  record NewRecords(@NotNull List<NewRecord> records) {}

  record Done(int put) {}

  @POST
  @Allow(Role.TERMINAL)
  public Uni<Done> put(@NotNull NewRecords body) {
    return database
        .tx(tx -> index.putAll(tx, body.records().stream().map(NewRecord::source).toList()))
        .map(puts -> new Done(puts.size()));
  }
}
