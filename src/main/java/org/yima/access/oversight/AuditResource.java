package org.yima.access.oversight;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.platform.AuditLog;
import org.yima.platform.AuditQuery;
import org.yima.platform.Role;

/** Who did what to what, for the operator. */
@Path("/v1/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
class AuditResource {
  private final AuditLog log;
  private final CurrentCaller caller;
  private final Clock clock;

  AuditResource(AuditLog log, CurrentCaller caller, Clock clock) {
    this.log = log;
    this.caller = caller;
    this.clock = clock;
  }

  /** A page of the log; {@code next} is absent on the last. */
  @Schema(name = "AuditList")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AuditList(@JsonProperty(required = true) List<AuditView> items, String next) {
    static AuditList of(List<AuditView> read, int limit) {
      return read.size() <= limit
          ? new AuditList(read, null)
          : new AuditList(read.subList(0, limit), read.get(limit - 1).id().toString());
    }
  }

  @GET
  @Allow(Role.OPERATOR)
  @Limited(Rate.SEARCH)
  @Operation(
      summary = "Search the audit log, newest first",
      description =
          "who: id of an account, client or member of staff; object: id of what it was done to;"
              + " action: such as code.resolved; from (inclusive) and to (exclusive): RFC 3339."
              + " The reading is itself written down.")
  public Uni<AuditList> list(
      @QueryParam("who") String who,
      @QueryParam("object") String object,
      @QueryParam("action") @Pattern(regexp = "[a-z.-]{1,64}") String action,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    AuditQuery query = AuditParameters.of(who, object, action, from, to, cursor);
    return log.read(caller.get(), query, limit + 1)
        .map(lines -> lines.stream().map(line -> AuditView.of(line, clock.getZone())).toList())
        .map(read -> AuditList.of(read, limit));
  }
}
