package org.yima.payment.bill;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.payment.BillStatus;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Page;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/** Bills of those whom the caller may act for. */
@Path("/v1/app/bills")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class AppBillResource {
  private final BillStore store;
  private final Residents residents;
  private final CurrentCaller caller;
  private final Clock clock;

  AppBillResource(BillStore store, Residents residents, CurrentCaller caller, Clock clock) {
    this.store = store;
    this.residents = residents;
    this.caller = caller;
    this.clock = clock;
  }

  /** A page of bills; {@code next} is absent on the last. */
  @Schema(name = "BillList")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record BillList(@JsonProperty(required = true) List<BillView> items, String next) {}

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "Bills of the caller's residents, newest first")
  public Uni<BillList> list(
      @QueryParam("status") BillStatus status,
      @QueryParam("residentId") String residentId,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
      @QueryParam("cursor") String cursor) {
    return whose(residentId)
        .chain(
            ids ->
                store.ofResidents(
                    ids, Optional.ofNullable(status), Page.before(cursor, clock), limit + 1))
        .map(heads -> Page.of(heads, limit, BillStore.Head::place))
        .chain(
            page ->
                Multi.createFrom()
                    .iterable(page.items())
                    .onItem()
                    .transformToUniAndConcatenate(this::view)
                    .collect()
                    .asList()
                    .map(views -> new BillList(views, page.next())));
  }

  private Uni<List<UUID>> whose(String residentId) {
    if (residentId == null) {
      return residents
          .actable(caller.get())
          .map(list -> list.stream().map(Resident::id).map(Id::uuid).toList());
    }
    return Id.parse(IdType.RESIDENT, residentId)
        .map(id -> residents.actingFor(caller.get(), id))
        .orElseGet(() -> Uni.createFrom().failure(PlatformProblem.NOT_FOUND.problem()))
        .map(resident -> List.of(resident.id().uuid()));
  }

  @GET
  @Path("/{id}")
  @Allow(Role.RESIDENT)
  @Operation(summary = "A bill with its lines")
  public Uni<BillView> get(@PathParam("id") String id) {
    Id billId = Id.parse(IdType.BILL, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return residents
        .owned(caller.get(), billId, store.find(billId), BillStore.Head::residentId)
        .chain(this::view);
  }

  private Uni<BillView> view(BillStore.Head bill) {
    return store.lines(bill.id(), bill.version()).map(lines -> BillView.of(bill, lines));
  }
}
