package org.yima.sandbox.bureau;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.sm.Sm2Files;

/** The paths of the mobile payment centre. */
final class MobilePay {
  private static final String BASE = "/org/local/api/hos/";
  private static final String CONTROL = "/control/mobile-orders/{payOrdId}";
  private final MobileEnvelope envelope;
  private final MobileDoor door;
  private final MobileUploads uploads;
  private final MobileCashier cashier;
  private final MobileRefunds refunds;
  private final Clock clock;

  MobilePay(
      SandboxConfig config,
      Books books,
      Jobs jobs,
      Faults faults,
      CallLog log,
      Clock clock,
      SecureRandom random) {
    SandboxConfig.MobilePay own = config.bureau().mobilePay();
    this.clock = clock;
    Sm2Files.ensurePrivate(own.privateKeyFile(), random);
    Sm2Files.ensurePublic(own.appPublicKeyFile(), random);
    this.envelope = new MobileEnvelope(own);
    this.door = new MobileDoor(envelope, clock);
    this.uploads = new MobileUploads(config.bureau().institutions(), random);
    this.refunds = new MobileRefunds(jobs, books, config.notificationFactor());
    this.cashier =
        new MobileCashier(
            faults,
            new MobileNotifications(
                envelope,
                own.notifyUrl(),
                books,
                jobs,
                faults,
                clock,
                log,
                config.notificationFactor()));
  }

  MobileOrders orders() {
    return cashier;
  }

  PayerChannel payers() {
    return new CentrePayers(cashier, uploads);
  }

  List<Route> routes() {
    Door control = new OpenDoor();
    return List.of(
        function("uldFeeInfo", "6201", this::upload),
        function("pay_order", "6202", this::order)
            .settling("settle", FaultKind.SETTLE_DIFFERS)
            .telling("6302"),
        function("refund_Order", "6203", refunds::refund),
        function("query_order_info", "6301", MobileFunctions::query),
        function("revoke_order", "6401", MobileFunctions::revoke),
        Route.of("GET", CONTROL, "control", "mobile-order", control, cashier::show),
        Route.of("POST", CONTROL + "/pay", "control", "mobile-pay", control, cashier::pay),
        Route.of(
            "POST", CONTROL + "/script", "control", "mobile-script", control, cashier::script));
  }

  private Map<String, Object> upload(Fields data, Transaction tx) {
    String own = data.text("orgCodg", 30) + "/" + data.text("medOrgOrd", 64);
    return MobileFunctions.once("6201", own, data, tx, uploads::upload);
  }

  private Map<String, Object> order(Fields data, Transaction tx) {
    String own = data.text("orgCodg", 30) + "/" + data.text("orgBizSer", 64);
    return MobileFunctions.once("6202", own, data, tx, MobileFunctions::order);
  }

  private Route function(String path, String number, MobileFunctions.Work work) {
    return Route.of(
        "POST",
        BASE + path,
        MobileCashier.CHANNEL,
        number,
        door,
        (call, tx) -> MobileDoor.answer(work.run(data(call), tx)));
  }

  private Fields data(Call call) {
    byte[] plain = MobileEnvelope.bytes(envelope.open(call.body(), clock.instant()));
    return new Call(call.method(), call.uri(), call.headers(), plain, call.parameters()).json();
  }
}
