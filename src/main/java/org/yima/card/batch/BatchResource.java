package org.yima.card.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Limiter;
import org.yima.access.Rate;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Idempotent;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Institutions ask for cards of many people at once. */
@Path("/v1/hospital/card-batches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
class BatchResource {
  private static final int MOST = 500;

  private final BatchStore store;
  private final Idempotent idempotent;
  private final CurrentCaller caller;
  private final Limiter limiter;
  private final Ids ids;

  BatchResource(
      BatchStore store, Idempotent idempotent, CurrentCaller caller, Limiter limiter, Ids ids) {
    this.store = store;
    this.idempotent = idempotent;
    this.caller = caller;
    this.limiter = limiter;
    this.ids = ids;
  }

  @Schema(name = "NewCardBatch")
  record NewBatch(@NotNull @Size(min = 1, max = MOST) List<@NotNull @Valid Person> rows) {}

  @Schema(name = "CardBatchAccepted")
  record Accepted(@JsonProperty(required = true) Id id) {}

  @Schema(name = "CardBatchStatus")
  enum Status {
    RUNNING,
    DONE
  }

  /**
   * A batch.
   *
   * @param items every row, in the order in which they were sent
   */
  @Schema(name = "CardBatch")
  record BatchView(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) Status status,
      @JsonProperty(required = true) List<BatchRow> items) {

    static BatchView of(Id id, List<BatchRow> rows) {
      boolean waits = rows.stream().anyMatch(row -> row.outcome() == RowOutcome.WAITING);
      return new BatchView(id, waits ? Status.RUNNING : Status.DONE, rows);
    }
  }

  @POST
  @Limited(Rate.CARD_BATCH)
  @Allow(Role.HOSPITAL)
  @Operation(
      summary = "Issue cards to up to 500 people, each checked by the register",
      description =
          "Accepted at once and worked off row by row; GET tells what became of each. Somebody who"
              + " has a card keeps it, so the same people may be sent again; who it is sees so among"
              + " the uses of their card, and its number is told where this institution had it"
              + " issued.")
  @APIResponseSchema(value = Accepted.class, responseCode = "202")
  public Uni<RestResponse<Accepted>> create(
      @HeaderParam("Idempotency-Key") String key, @NotNull @Valid NewBatch body) {
    Caller hospital = caller.get();
    return idempotent
        .tx(
            new Idempotent.Command(
                hospital,
                "card-batches.create",
                key,
                body,
                () -> ids.beside(IdType.CARD_BATCH, hospital.ownInstitution()),
                () -> counted(hospital, body.rows().size())),
            Accepted.class,
            (id, tx) ->
                store
                    .insert(tx, id, hospital, body.rows())
                    .chain(
                        () ->
                            tx.audit(
                                AuditEntry.of(hospital, "card-batch.accepted", id)
                                    .with("rows", body.rows().size())))
                    .replaceWith(new Accepted(id)))
        .map(accepted -> RestResponse.status(RestResponse.Status.ACCEPTED, accepted));
  }

  /** Each row asks for a person, so each counts; sending the same batch again asks for none. */
  private Uni<Void> counted(Caller hospital, int rows) {
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> limiter.spend(Rate.CARD_BATCH, hospital, rows - 1));
  }

  @GET
  @Path("/{id}")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "What became of each row of a batch")
  public Uni<BatchView> get(@PathParam("id") String id) {
    Id batch = Id.parse(IdType.CARD_BATCH, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return store
        .rows(batch, caller.get().ownInstitution())
        .map(rows -> BatchView.of(batch, rows.orElseThrow(PlatformProblem.NOT_FOUND::problem)));
  }
}
