package org.yima.payment.attention;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.platform.Id;
import org.yima.platform.Page;
import org.yima.platform.Role;

/** The operator's list of payments that do not end by themselves. */
@Path("/v1/admin/payments/attention")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
class AttentionResource {
  private final Attention attention;
  private final Clock clock;

  AttentionResource(Attention attention, Clock clock) {
    this.attention = attention;
    this.clock = clock;
  }

  /**
   * One of them; it is tried on meanwhile.
   *
   * @param subject the leg, or the plan whose upload is not taken back
   * @param paymentId absent: no payment came of the plan
   * @param owner who has to act
   * @param gatewayCode what the gateway answered last, in our stable words
   */
  @Schema(name = "PaymentAttention")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      @JsonProperty(required = true) Id subject,
      Id paymentId,
      @JsonProperty(required = true) Id institutionId,
      @JsonProperty(required = true) Reason reason,
      @JsonProperty(required = true) Owner owner,
      String gatewayCode,
      @JsonProperty(required = true) OffsetDateTime since) {
    static Item of(Attention.Matter matter) {
      return new Item(
          matter.subject(),
          matter.payment().orElse(null),
          matter.institution(),
          matter.reason(),
          matter.reason().owner(),
          matter.gatewayCode().orElse(null),
          matter.since());
    }
  }

  /** A page; {@code next} is absent on the last. */
  @Schema(name = "PaymentAttentionList")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ItemList(@JsonProperty(required = true) List<Item> items, String next) {}

  @GET
  @Allow(Role.OPERATOR)
  @Operation(summary = "Payments that need a human, with reason, owner and since; newest first")
  public Uni<ItemList> open(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    return attention
        .open(Page.before(cursor, clock), limit + 1)
        .map(found -> Page.of(found, limit, Attention.Matter::place))
        .map(page -> new ItemList(page.items().stream().map(Item::of).toList(), page.next()));
  }
}
