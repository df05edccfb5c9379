package org.yima.payment.refunding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.payment.refund.RefundRequests;
import org.yima.platform.Feeds;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;

/** What residents ask back; the hospital answers by release and refund, or says no. */
@Path("/v1/hospital/refund-requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
class HospitalRequestResource {
  private final Requests requests;
  private final RefundRequests store;
  private final Feeds feeds;
  private final CurrentCaller caller;

  HospitalRequestResource(
      Requests requests, RefundRequests store, Feeds feeds, CurrentCaller caller) {
    this.requests = requests;
    this.store = store;
    this.feeds = feeds;
    this.caller = caller;
  }

  /** Oldest first, each as it stands now; ask again after {@code next}. */
  @Schema(name = "ResidentRefundRequestPage")
  record RequestPage(
      @JsonProperty(required = true) List<RequestView> items,
      @JsonProperty(required = true) String next) {}

  @GET
  @Allow(Role.HOSPITAL)
  @Operation(summary = "What residents ask back, oldest first; nothing is ever skipped")
  public Uni<RequestPage> feed(
      @QueryParam("after") @Size(max = 100) String after,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
    return feeds
        .read(Requests.feed(caller.get().ownInstitution()), after, limit)
        .chain(page -> views(page).map(items -> new RequestPage(items, page.next())));
  }

  private Uni<List<RequestView>> views(Feeds.Page page) {
    return Multi.createFrom()
        .iterable(page.items())
        .onItem()
        .transformToUniAndConcatenate(
            entry -> store.find(Id.parse(IdType.REFUND_REQUEST, entry.subject()).orElseThrow()))
        .map(Optional::orElseThrow)
        .map(RequestView::of)
        .collect()
        .asList();
  }

  @POST
  @Path("/{id}/decline")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Say no to a wish; said again it changes nothing")
  public Uni<RequestView> decline(@PathParam("id") String id) {
    return requests.decline(caller.get(), id).map(RequestView::of);
  }
}
