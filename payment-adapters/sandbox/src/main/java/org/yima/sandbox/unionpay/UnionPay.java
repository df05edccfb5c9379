package org.yima.sandbox.unionpay;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.jobs.Jobs;

/** UnionPay's paths. */
public final class UnionPay {
  private static final Set<String> BACK = Set.of("qr", "code", "cancel", "refund");
  private final Certificates certificates;
  private final AcpSigning signing;
  private final AcpDoor door;
  private final AcpPayments payments;
  private final AcpReturns returns;
  private final AcpPayers payers;

  /**
   * @param folder where the certificates are when the configuration names no other
   */
  public UnionPay(
      SandboxConfig config,
      Path folder,
      Books books,
      Jobs jobs,
      Faults faults,
      CallLog log,
      Clock clock,
      SecureRandom random) {
    Path ca = config.unionpay().caFolder();
    certificates = Certificates.in(ca == null ? folder : ca, clock.instant(), random);
    signing = new AcpSigning(config.unionpay(), certificates);
    door = new AcpDoor(signing);
    AcpNotices notices =
        new AcpNotices(signing, config.notificationFactor(), books, jobs, faults, clock, log);
    payments = new AcpPayments(notices, jobs, books, random);
    returns = new AcpReturns(notices, jobs, books);
    payers = new AcpPayers(payments, signing, random);
  }

  /** Every path, and those of the control API about it. */
  public List<Route> routes() {
    String api = "/gateway/api/";
    return List.of(
        Route.of(
                "POST",
                api + "frontTransReq.do",
                Acp.CHANNEL,
                "wap",
                new FrontDoor(door),
                this::front)
            .telling("wap"),
        Route.of("POST", api + "appTransReq.do", Acp.CHANNEL, "app", door, this::app)
            .telling("app"),
        Route.of(
                "POST",
                api + "backTransReq.do",
                Acp.CHANNEL,
                UnionPay::backName,
                BACK,
                door,
                this::back)
            .telling(BACK.toArray(String[]::new)),
        Route.of("POST", api + "queryTrans.do", Acp.CHANNEL, "query", door, this::query),
        Route.of("POST", "/filedownload/", Acp.CHANNEL, "file", door, this::file),
        Route.of(
            "GET",
            "/control/unionpay/certificates",
            "control",
            "certificates",
            new OpenDoor(),
            this::certificates),
        Route.of(
            "POST",
            "/control/unionpay/merchants",
            "control",
            "merchants",
            new OpenDoor(),
            this::merchant));
  }

  /** The payers, for the control API. */
  public PayerChannel payers() {
    return payers;
  }

  private static AcpRequest request(Call call) {
    return new AcpRequest(AcpMessage.form(call));
  }

  private Answer front(Call call, Transaction tx) {
    AcpRequest request = request(call);
    if (!request.is("01", "01", "000201", "07") && !request.is("01", "01", "000201", "08")) {
      throw Acp.refuse(AcpCode.NO_PERMISSION, "无此交易权限");
    }
    String unused = request.url("frontUrl");
    AcpOrder order = payments.order(request, AcpOrder.Kind.WAP, tx);
    return FrontDoor.cashier(signing.nameOf(order.merId()), order);
  }

  private Answer app(Call call, Transaction tx) {
    AcpRequest request = request(call);
    if (!request.is("01", "01", "000201", "08") && !request.is("01", "01", "000000", "08")) {
      throw Acp.refuse(AcpCode.NO_PERMISSION, "无此交易权限");
    }
    AcpOrder order = payments.order(request, AcpOrder.Kind.APP, tx);
    return done(request, "tn", order.ticket());
  }

  private static String backName(Call call) {
    AcpRequest request = request(call);
    if (request.is("01", "07", "*", "*")) {
      return "qr";
    }
    if (request.is("01", "06", "*", "*")) {
      return "code";
    }
    if (request.is("31", "00", "*", "*")) {
      return "cancel";
    }
    return request.is("04", "00", "*", "*") ? "refund" : "back";
  }

  private Answer back(Call call, Transaction tx) {
    AcpRequest request = request(call);
    String of = request.message().get("channelType");
    if (of.isEmpty()) {
      throw Acp.refuse(AcpCode.MISSING, "报文交易要素缺失[channelType]");
    }
    return switch (backName(call)) {
      case "qr" -> {
        requireProduct(request);
        AcpOrder order = payments.order(request, AcpOrder.Kind.QR, tx);
        yield done(request, "qrCode", "https://qr.95516.com/00010000/" + order.ticket());
      }
      case "code" -> {
        requireProduct(request);
        AcpOrder order = payments.byCode(request, tx);
        yield done(request, "queryId", order.queryId() == null ? "" : order.queryId());
      }
      case "cancel" -> accepted(request, returns.accept(request, AcpOrder.Kind.CANCEL, tx));
      case "refund" -> accepted(request, returns.accept(request, AcpOrder.Kind.REFUND, tx));
      default -> throw Acp.refuse(AcpCode.NO_PERMISSION, "无此交易权限");
    };
  }

  private static void requireProduct(AcpRequest request) {
    if (!request.is("01", request.message().get("txnSubType"), "000000", "08")) {
      throw Acp.refuse(AcpCode.NO_PERMISSION, "无此交易权限");
    }
  }

  private static Answer done(AcpRequest request, String name, String value) {
    return AcpDoor.unsigned(
        AcpDoor.answer(request.message(), AcpCode.DONE, "成功[0000000]").put(name, value));
  }

  /** What goes back is answered with the payment it named and the amount. */
  private static Answer accepted(AcpRequest request, AcpOrder back) {
    return AcpDoor.unsigned(
        AcpDoor.answer(request.message(), AcpCode.DONE, "成功[0000000]")
            .put("queryId", back.queryId())
            .put("origQryId", request.message().get("origQryId"))
            .put("txnAmt", Long.toString(back.amount())));
  }

  private Answer query(Call call, Transaction tx) {
    AcpRequest request = request(call);
    if (!request.is("00", "00", "*", "*")) {
      throw Acp.refuse(AcpCode.NO_PERMISSION, "无此交易权限");
    }
    return AcpDoor.unsigned(AcpQueries.answer(request, tx));
  }

  private Answer file(Call call, Transaction tx) {
    AcpRequest request = request(call);
    if (!request.is("76", "01", "000000", "*")) {
      throw Acp.refuse(AcpCode.NO_PERMISSION, "无此交易权限");
    }
    return AcpDoor.unsigned(AcpFiles.answer(request, tx));
  }

  /** GET /control/unionpay/certificates: whom a merchant has to trust. */
  private Answer certificates(Call call, Transaction tx) {
    return Answer.json(200, Map.of("root", certificates.root(), "middle", certificates.middle()));
  }

  /** POST /control/unionpay/merchants {ref, balance}: what a merchant has left to refund from. */
  private Answer merchant(Call call, Transaction tx) {
    Fields request = call.json();
    String merId = request.text("ref", 15);
    if (!signing.knows(merId)) {
      throw new Refused(400, "merchant.unknown", "no such merchant");
    }
    long balance = request.whole("balance", 0, 100_000_000_000L);
    tx.ledger().open(Acp.CHANNEL, AcpPayments.merchantAccount(merId), balance);
    return Answer.json(200, Map.of("ref", merId, "balance", balance));
  }
}
