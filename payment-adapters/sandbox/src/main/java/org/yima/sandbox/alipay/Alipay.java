package org.yima.sandbox.alipay;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.MobileOrders;
import org.yima.sandbox.bureau.WalletGrants;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.Openings;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.jobs.Jobs;

/** The gateway's one address, and the pages that it sends people to. */
public final class Alipay {
  static final String CHANNEL = "alipay";

  private final AlipayDoor door;
  private final AlipayPayers payers;
  private final AlipayCashier cashier;
  private final AlipayBills bills;
  private final AlipayMixed mixed;
  private final AlipayPayments payments;
  private final AlipayMerchants merchants;
  private final InsuranceConsents consents;
  private final Map<String, AlipayMethod> methods = new LinkedHashMap<>();

  public Alipay(
      SandboxConfig config,
      Books books,
      Jobs jobs,
      Faults faults,
      CallLog log,
      Clock clock,
      SecureRandom random,
      Optional<MobileOrders> centre,
      Openings openings) {
    door = new AlipayDoor(config.alipay(), clock);
    merchants = new AlipayMerchants(config.alipay());
    AlipayNotifications notifications =
        new AlipayNotifications(config, door, merchants, books, jobs, faults, clock, log);
    AlipayTrades trades = new AlipayTrades(merchants, notifications, jobs, books);
    mixed = new AlipayMixed(merchants, notifications, centre, openings);
    cashier = new AlipayCashier(door, trades, random);
    AlipayCodes codes = new AlipayCodes(trades, random);
    AlipayRefunds refunds = new AlipayRefunds(trades);
    bills = new AlipayBills(merchants, random);
    payments = new AlipayPayments(merchants, trades, notifications, centre, openings);
    payers = new AlipayPayers(trades, cashier, codes, mixed, payments, random);
    methods.put("alipay.trade.create", trades::create);
    methods.put("alipay.trade.precreate", cashier::precreate);
    methods.put("alipay.trade.pay", codes::pay);
    methods.put("alipay.trade.query", trades::query);
    methods.put("alipay.trade.close", trades::close);
    methods.put("alipay.trade.cancel", trades::cancel);
    methods.put("alipay.trade.refund", refunds::refund);
    methods.put("alipay.trade.fastpay.refund.query", refunds::query);
    methods.put("alipay.commerce.medical.trade.createandpay", mixed::create);
    methods.put("alipay.commerce.medical.trade.query", mixed::query);
    methods.put("alipay.commerce.medical.trade.cancel", mixed::cancel);
    methods.put("alipay.commerce.medical.trade.refund", mixed::refund);
    methods.put("alipay.commerce.medical.trade.refund.query", mixed::refundQuery);
    methods.put("alipay.commerce.medical.payment.createandpay", payments::create);
    methods.put("alipay.commerce.medical.payment.query", payments::query);
    methods.put("alipay.data.dataservice.bill.downloadurl.query", bills::link);
    consents = new InsuranceConsents(config, new WalletGrants(random), random);
    methods.put("alipay.system.oauth.token", payers::token);
    methods.put("alipay.commerce.medical.authinfo.auth.query", consents::query);
  }

  /** Faults know a call by its method's name. */
  public List<Route> routes() {
    String gateway = "/alipay/gateway.do";
    Set<String> pages = AlipayCashier.pages();
    Set<String> all = new HashSet<>(methods.keySet());
    all.addAll(pages);
    Function<Call, String> method = call -> door.parameters(call).getOrDefault("method", "-");
    Door open = new OpenDoor();
    return List.of(
        Route.of("POST", gateway, CHANNEL, method, all, door, this::answer)
            .telling("trade", "refund", "mixed"),
        Route.of("GET", gateway, CHANNEL, method, pages, new Unsealed(door), cashier::page),
        Route.of("GET", AlipayMixed.PAGE, CHANNEL, "cashier", open, this::page),
        Route.of("GET", AlipayBills.PATH, CHANNEL, "bill", open, bills::file),
        Route.of(
            "POST",
            "/control/alipay/merchants",
            "control",
            "merchants",
            open,
            (call, tx) -> Answer.json(200, merchants.fund(call.json(), tx))),
        Route.of("GET", InsuranceConsents.PAGE, CHANNEL, "insurance-page", open, consents::page),
        Route.of("POST", InsuranceConsents.PAGE, CHANNEL, "insurance-page", open, consents::agree));
  }

  /** GET of the link that a payer is given: what is to be paid; the control API confirms it. */
  private Answer page(Call call, Transaction tx) {
    String number = call.query("trade_no").orElse("");
    return mixed
        .page(tx, number)
        .or(() -> payments.page(tx, number))
        .orElseThrow(() -> new Refused(404, "prepay.unknown", "no such order waits"));
  }

  /** A page is asked for with a signature and shown without one. */
  private record Unsealed(Door inner) implements Door {
    @Override
    public Seal seals(String call) {
      return Seal.NONE;
    }

    @Override
    public void admit(Call call) {
      inner.admit(call);
    }

    @Override
    public Answer refuse(Call call, Refused refusal) {
      return inner.refuse(call, refusal);
    }

    @Override
    public Answer seal(Call call, Answer answer, boolean spoilt) {
      return answer;
    }
  }

  private Answer answer(Call call, Transaction tx) {
    AlipayCall asked = new AlipayCall(call, door.parameters(call));
    if (AlipayCashier.isPage(asked.method())) {
      return cashier.page(call, tx);
    }
    AlipayMethod method = methods.get(asked.method());
    if (method == null) {
      throw new Refused(200, "isv.invalid-method", "不存在的方法名");
    }
    return Answer.json(200, Map.of(AlipayDoor.node(asked.method()), method.answer(asked, tx)));
  }

  /** The payers, for the control API. */
  public PayerChannel payers() {
    return payers;
  }

  /** An answer that says it is done. */
  static Map<String, Object> done() {
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("code", "10000");
    done.put("msg", "Success");
    return done;
  }
}
