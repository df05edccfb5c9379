package org.yima.payment.running;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.payment.bill.StatusFeed;
import org.yima.payment.leg.Course;
import org.yima.payment.leg.PaymentStatus;
import org.yima.platform.FeedStreams;
import org.yima.platform.Feeds;
import org.yima.platform.Role;

/**
 * A payment's statuses as server-sent events. Each has an id, and a reader that comes again with
 * the last one it has ({@code Last-Event-ID}) misses nothing and sees nothing twice. The stream
 * ends with the status in which the payment rests, and after ten minutes in any case, so that no
 * stream outlives a sign-in for long; a reader who comes again only waits for what is new.
 */
@Path("/v1/app/payments/{id}/events")
@Tag(name = "app")
class PaymentEventsResource {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final long HEARTBEATS = 40;

  private final Payments payments;
  private final PaymentStore store;
  private final FeedStreams streams;
  private final CurrentCaller caller;

  PaymentEventsResource(
      Payments payments, PaymentStore store, FeedStreams streams, CurrentCaller caller) {
    this.payments = payments;
    this.store = store;
    this.streams = streams;
    this.caller = caller;
  }

  /**
   * The data of an event named {@code status}.
   *
   * @param reason why it is where it is, as a code; absent while it goes forward
   */
  @Schema(name = "PaymentStatusChange")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StatusChange(
      @JsonProperty(required = true) PaymentStatus status,
      String reason,
      @JsonProperty(required = true) OffsetDateTime at) {}

  /** An event, a sign of life (neither), or the end. */
  private record Signal(Optional<Feeds.Entry> entry, boolean end) {
    static final Signal ALIVE = new Signal(Optional.empty(), false);
    static final Signal END = new Signal(Optional.empty(), true);
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Allow(Role.RESIDENT)
  @Operation(summary = "A payment's statuses as they change, until it rests; server-sent events")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = StatusChange.class)))
  public Multi<OutboundSseEvent> events(
      @PathParam("id") String id,
      @HeaderParam("Last-Event-ID") @Size(max = 100) String last,
      @Context Sse sse) {
    return payments
        .visible(caller.get(), id)
        .onItem()
        .transformToMulti(row -> signals(row, last))
        .map(signal -> event(sse, signal));
  }

  private Multi<Signal> signals(PaymentRow row, String last) {
    Multi<Signal> statuses =
        streams
            .follow(StatusFeed.of(row.id()), last)
            .onItem()
            .transformToMultiAndConcatenate(
                entry ->
                    withEnd(row, entry)
                        .onItem()
                        .transformToMulti(all -> Multi.createFrom().items(all)));
    Multi<Signal> life =
        Multi.createFrom()
            .ticks()
            .every(HEARTBEAT)
            .onOverflow()
            .drop()
            .map(beat -> beat < HEARTBEATS ? Signal.ALIVE : Signal.END);
    return Multi.createBy()
        .merging()
        .streams(statuses, life)
        .select()
        .first(signal -> !signal.end());
  }

  /** The status in which the payment rests now is the last for the time being. */
  private Uni<Stream<Signal>> withEnd(PaymentRow row, Feeds.Entry entry) {
    Signal told = new Signal(Optional.of(entry), false);
    return store
        .find(row.id())
        .map(Optional::orElseThrow)
        .map(now -> rests(now, entry) ? Stream.of(told, Signal.END) : Stream.of(told));
  }

  private static boolean rests(PaymentRow now, Feeds.Entry entry) {
    Course course = now.payment().course();
    return (course == Course.STAND || course == Course.CLOSED)
        && now.payment().status().name().equals(entry.payload().getString("status"));
  }

  private static OutboundSseEvent event(Sse sse, Signal signal) {
    return signal
        .entry()
        .map(
            entry ->
                sse.newEventBuilder()
                    .id(entry.cursor())
                    .name("status")
                    .data(String.class, entry.payload().encode())
                    .build())
        .orElseGet(() -> sse.newEventBuilder().comment("").build());
  }
}
