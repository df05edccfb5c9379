package org.yima.sandbox.einvoice;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;

/** The platform's paths; faults know a call by its own name. */
public final class EInvoices {
  static final String CHANNEL = "einvoice";
  private final InvoiceDoor door;

  public EInvoices(SandboxConfig.EInvoice config, SecureRandom random) {
    door = new InvoiceDoor(config, random);
  }

  private interface Work {
    Answer of(SandboxConfig.Issuer issuer, Fields content, Transaction tx);
  }

  public List<Route> routes() {
    return List.of(
        route("invoiceEBillOutpatient", issuing("02", "医疗门诊收费票据（电子）")),
        route("invEBillHospitalized", issuing("01", "医疗住院收费票据（电子）")),
        route("invEBillRegistration", issuing("06", "医疗挂号收费票据（电子）")),
        route("invEBillCheckUp", issuing("03", "医疗体检收费票据（电子）")),
        route("writeOffEBill", Issuing::writeOff),
        route("getEBillStatesByBillInfo", Issuing::standing),
        route("getPaperBillNo", Papers::next),
        route("turnPaper", (issuer, content, tx) -> Papers.turn(issuer, content, tx, false)),
        route("reTurnPaper", (issuer, content, tx) -> Papers.turn(issuer, content, tx, true)),
        route("invalidPaper", Papers::invalidate),
        Route.of(
            "POST",
            "/control/einvoices/{batch}/{number}/claimed",
            "control",
            "claimed",
            new OpenDoor(),
            EInvoices::claimed));
  }

  private static Work issuing(String type, String name) {
    return (issuer, content, tx) -> {
      if (!content.text("busType", 20).equals(type)) {
        throw InvoiceDoor.refuse("E0107", "业务标识与接口不符");
      }
      return Issuing.issue(issuer, name, content, tx);
    };
  }

  private Route route(String name, Work work) {
    return Route.of(
        "POST",
        "/{service}/api/medical/" + name,
        CHANNEL,
        name,
        door,
        (call, tx) -> work.of(door.issuer(call), InvoiceDoor.content(call), tx));
  }

  /** POST /control/einvoices/{batch}/{number}/claimed: it was handed in for a claim. */
  private static Answer claimed(Call call, Transaction tx) {
    Invoice invoice =
        tx.find(Invoice.class, Invoice.key(call.parameter("batch"), call.parameter("number")))
            .orElseThrow(() -> new Refused(404, "invoice.unknown", "no such invoice"));
    tx.put(invoice.key(), invoice.appId(), invoice.usedInClaim());
    return Answer.json(200, Map.of("status", "CLAIMED"));
  }
}
