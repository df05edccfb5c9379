package org.yima.payment.running;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.NotificationReply;
import org.yima.gateway.wallet.WalletGateway;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;

/**
 * The wallet's door. A message that verifies only makes us look at once: what the wallet answers to
 * our own question decides, so a message that comes twice, late or never changes nothing else.
 */
@Path("/v1/callbacks/wechat")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "callbacks")
class WechatCallback {
  private static final Logger LOG = Logger.getLogger(WechatCallback.class);

  private final WalletGateway wallet;
  private final Database database;
  private final LegFinder legs;
  private final Driver driver;
  private final Payments payments;

  WechatCallback(
      WalletGateway wallet, Database database, LegFinder legs, Driver driver, Payments payments) {
    this.wallet = wallet;
    this.database = database;
    this.legs = legs;
    this.driver = driver;
    this.payments = payments;
  }

  @POST
  @Consumes("*/*")
  @Allow(Role.ANYONE)
  @Operation(summary = "Notifications of WeChat Pay", hidden = true)
  public Uni<RestResponse<String>> receive(
      HttpServerRequest request, @NotNull @Size(max = 65536) String body) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    Notification notification = wallet.parseNotification(headers, body);
    if (notification instanceof Notification.ChargeChanged changed) {
      return seen(changed.charge().orderNumber(), changed);
    }
    if (notification instanceof Notification.RefundChanged changed) {
      return seen(changed.refund().orderNumber(), changed);
    }
    if (notification instanceof Notification.Refused refused) {
      LOG.warnf("notification refused=%s", refused.reason());
      return Uni.createFrom().item(reply(wallet.refused()));
    }
    return Uni.createFrom().item(reply(wallet.accepted()));
  }

  private Uni<RestResponse<String>> seen(String orderNumber, Notification notification) {
    Optional<Id> leg = legOf(orderNumber);
    return leg.map(legs::paymentOf)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(
            payment ->
                payment.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : looked(payment.get(), leg.get(), notification))
        .replaceWith(reply(wallet.accepted()));
  }

  private Uni<Void> looked(Id payment, Id leg, Notification notification) {
    return database
        .tx(tx -> driver.change(tx, payment, LateSuccess.of(leg, notification)))
        .chain(done -> payments.nudged(payment));
  }

  /** Our order numbers are the legs' own ids, so they lead to their row by themselves. */
  private static Optional<Id> legOf(String orderNumber) {
    return Id.parse(IdType.LEG, IdType.LEG.prefix() + "_" + orderNumber);
  }

  /** An acknowledgement has no body, and so no type of one either. */
  static RestResponse<String> reply(NotificationReply reply) {
    RestResponse.ResponseBuilder<String> answer =
        RestResponse.ResponseBuilder.create(reply.status());
    return reply.body().isEmpty()
        ? answer.build()
        : answer.type(reply.contentType()).entity(reply.body()).build();
  }
}
