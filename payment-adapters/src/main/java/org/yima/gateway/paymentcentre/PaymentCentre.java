package org.yima.gateway.paymentcentre;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.Done;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.MobileNotification;
import org.yima.gateway.mobilepay.MobilePayment;
import org.yima.gateway.mobilepay.OrderKey;
import org.yima.gateway.mobilepay.OrderPlacement;
import org.yima.gateway.mobilepay.OrderState;
import org.yima.gateway.mobilepay.PayOrder;
import org.yima.gateway.mobilepay.RefundRequest;
import org.yima.gateway.mobilepay.Refunded;
import org.yima.gateway.mobilepay.Uploaded;
import org.yima.gateway.wallet.NotificationReply;

/** A mobile payment centre with the 6xxx functions. */
public final class PaymentCentre implements MobilePayment {
  private final CentreSettings settings;
  private final Envelope envelope;
  private final CentreChannel channel;
  private final CentreInputs inputs;
  private final InstantSource clock;

  public PaymentCentre(CentreSettings settings, InstantSource clock) {
    this.settings = settings;
    this.envelope = new Envelope(settings);
    this.channel = new CentreChannel(settings, envelope, clock);
    this.inputs = new CentreInputs(settings.profile());
    this.clock = clock;
  }

  @Override
  public Outcome<Uploaded> upload(BillUpload bill) {
    return ask(
        CentreFunction.UPLOAD,
        inputs.upload(bill),
        data -> Outcome.succeeded(CentreOutputs.uploaded(data)));
  }

  @Override
  public Outcome<PayOrder> place(OrderPlacement order) {
    return ask(
        CentreFunction.PLACE,
        inputs.place(order),
        data ->
            Outcome.succeeded(
                CentreOutputs.placed(
                    data,
                    order.payOrdId(),
                    order.totalFen(),
                    settings.profile().mutualAidPayer())));
  }

  @Override
  public Outcome<PayOrder> query(OrderKey order) {
    return ask(
        CentreFunction.QUERY,
        inputs.key(order),
        data ->
            Outcome.succeeded(
                CentreOutputs.order(data, order.payOrdId(), settings.profile().mutualAidPayer())));
  }

  @Override
  public Outcome<Done> revoke(OrderKey order) {
    return ask(
        CentreFunction.REVOKE,
        inputs.key(order),
        data -> {
          if (!data.has("payOrdId")) {
            return revokedAsAsked(order);
          }
          data.mustRepeat("payOrdId", order.payOrdId());
          return Outcome.succeeded(Done.DONE);
        });
  }

  /** A success that names no order is believed once the order itself says so. */
  private Outcome<Done> revokedAsAsked(OrderKey order) {
    boolean revoked =
        query(order).toOptional().filter(found -> found.state() == OrderState.REVOKED).isPresent();
    return revoked ? Outcome.succeeded(Done.DONE) : Outcome.unknown(UnknownCause.UNREADABLE);
  }

  @Override
  public Outcome<Refunded> refund(RefundRequest refund) {
    return ask(
        CentreFunction.REFUND,
        inputs.refund(refund),
        data -> CentreRefunds.read(data, refund, () -> query(refund.order())));
  }

  private <T> Outcome<T> ask(
      CentreFunction function, ObjectNode data, Function<Fields, Outcome<T>> reader) {
    return channel
        .call(function, data)
        .then(answer -> UnreadableAnswer.orUnknown(() -> reader.apply(answer)));
  }

  @Override
  public MobileNotification parseNotification(String body) {
    if (body == null) {
      return new MobileNotification.Refused(MobileNotification.Reason.UNREADABLE);
    }
    try {
      Fields received = Json.read(body.getBytes(UTF_8));
      Optional<Envelope.Opened> opened =
          envelope
              .open(settings.profile().notificationWrapper().unwrap(received))
              .filter(
                  found ->
                      envelope.isWithin(
                          settings.profile().notificationAge(), found.head(), clock.instant()));
      return opened.isEmpty()
          ? new MobileNotification.Refused(MobileNotification.Reason.BAD_SIGNATURE)
          : CentreOutputs.settled(opened.get().head(), opened.get().data());
    } catch (UnreadableAnswer | IllegalArgumentException | ArithmeticException unfit) {
      return new MobileNotification.Refused(MobileNotification.Reason.UNREADABLE);
    }
  }

  @Override
  public NotificationReply accepted() {
    return reply("0", "成功", true);
  }

  @Override
  public NotificationReply refused() {
    return reply("1", "失败", false);
  }

  private NotificationReply reply(String code, String message, boolean success) {
    ObjectNode head =
        Json.object().put("code", code).put("message", message).put("success", success);
    ObjectNode sealed = envelope.seal(head, Json.object(), clock.instant());
    byte[] body = Json.bytes(settings.profile().wrapper().wrap(sealed));
    return new NotificationReply(200, "application/json", new String(body, UTF_8));
  }
}
