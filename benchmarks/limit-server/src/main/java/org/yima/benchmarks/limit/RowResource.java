package org.yima.benchmarks.limit;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Role;

/**
 * An authenticated insert of one row: the gate that every operation has, a checked body of one
 * field, one statement that commits by itself, and an answer with the row's id. No idempotency, no
 * event, no audit line: whatever a real operation does beyond this is what it is measured for.
 */
@Path("/v1/benchmark/rows")
@Produces(MediaType.APPLICATION_JSON)
class RowResource {
  private final Database database;
  private final CurrentCaller caller;
  private final Ids ids;
  private final Clock clock;

  RowResource(Database database, CurrentCaller caller, Ids ids, Clock clock) {
    this.database = database;
    this.caller = caller;
    this.ids = ids;
    this.clock = clock;
  }

  record NewRow(@NotNull @Size(max = 64) String note) {}

  record RowView(Id id) {}

  @POST
  @Allow({Role.RESIDENT, Role.TERMINAL})
  public Uni<RestResponse<RowView>> insert(@NotNull @Valid NewRow body) {
    Id id = ids.founding(IdType.EVENT);
    return database
        .query(
            """
            insert into benchmark_row (bucket, id, caller, note, created_at)
            values ($1, $2, $3, $4, $5)
            """,
            id.bucket(),
            id.uuid(),
            caller.get().name(),
            body.note(),
            OffsetDateTime.now(clock))
        .map(done -> RestResponse.status(RestResponse.Status.CREATED, new RowView(id)));
  }
}
