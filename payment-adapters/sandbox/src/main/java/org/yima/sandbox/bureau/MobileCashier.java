package org.yima.sandbox.bureau;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/**
 * The cashier: cash first (3), then the insurance (4), which may be refused (15), then whoever
 * waits for it is told. The centre has a cashier of its own, wallets bring theirs.
 */
final class MobileCashier implements MobileOrders {
  static final String CHANNEL = "mobile-pay";
  private static final String CENTRE = "CENTRE";
  private static final List<String> SCRIPTS =
      List.of("none", "insurance-refused", "one-sided", "refund-exp", "refund-fail", "refund-slow");
  private final Faults faults;
  private final MobileNotifications notifications;

  MobileCashier(Faults faults, MobileNotifications notifications) {
    this.faults = faults;
    this.notifications = notifications;
  }

  private record MobileScript(String payOrdId, String script) {}

  static String script(Transaction tx, String payOrdId) {
    return tx.find(MobileScript.class, payOrdId).map(MobileScript::script).orElse("none");
  }

  static MobileOrder order(Transaction tx, String payOrdId) {
    return tx.find(MobileOrder.class, payOrdId).orElseThrow(() -> Fsi.refused("支付订单不存在"));
  }

  static void put(Transaction tx, MobileOrder order) {
    tx.put(order.payOrdId(), order.head().psnNo(), order);
  }

  @Override
  public Optional<Taken> find(Transaction tx, String payOrdId) {
    return tx.find(MobileOrder.class, payOrdId).map(order -> MobileViews.taken(tx, order));
  }

  @Override
  public Taken settle(Transaction tx, String payOrdId, String wallet) {
    MobileOrder order = payable(tx, payOrdId).taken(wallet, tx.now());
    Optional<String> refusal = refusal(tx, order);
    if (refusal.isEmpty()) {
      return MobileViews.taken(tx, settled(tx, order));
    }
    boolean oneSided = script(tx, payOrdId).equals("one-sided");
    return stop(
        tx, oneSided ? order.in(MobileOrder.SETTLE_FAILED, MobileOrder.ONE_SIDED) : failed(order));
  }

  @Override
  public Taken refuse(Transaction tx, String payOrdId, String wallet) {
    return stop(tx, failed(payable(tx, payOrdId).taken(wallet, tx.now())));
  }

  @Override
  public Taken cashKept(Transaction tx, String payOrdId) {
    MobileOrder order = order(tx, payOrdId);
    if (order.ordStas() != MobileOrder.SETTLE_FAILED) {
      throw Fsi.refused("订单状态不允许此操作");
    }
    return stop(tx, order.in(MobileOrder.ONE_SIDED));
  }

  private static MobileOrder failed(MobileOrder order) {
    return order.in(MobileOrder.SETTLE_FAILED);
  }

  private static Taken stop(Transaction tx, MobileOrder order) {
    put(tx, order);
    return MobileViews.taken(tx, order);
  }

  private static MobileOrder payable(Transaction tx, String payOrdId) {
    MobileOrder order = order(tx, payOrdId);
    if (order.ordStas() != MobileOrder.PRE_SETTLED) {
      throw Fsi.refused("订单状态不允许支付");
    }
    return order;
  }

  /** Why the insurance does not settle what it pre-settled, if it does not. */
  private Optional<String> refusal(Transaction tx, MobileOrder order) {
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    Optional<Refusal> refused =
        Refusals.of(tx, insured, "6207", order.head().orgCodg(), order.head().medType());
    if (refused.isPresent()) {
      return Optional.of(refused.get().text());
    }
    if (List.of("insurance-refused", "one-sided").contains(script(tx, order.payOrdId()))) {
      return Optional.of(Refusal.SETTLE_REFUSED.text());
    }
    int year = LocalDate.ofInstant(tx.now(), Fsi.ZONE).getYear();
    if (year != order.year()) {
      return Optional.of(Refusal.YEAR_CHANGED.text());
    }
    FundRules.Shares now =
        insured
            .rules()
            .split(order.head().lines(), insured.position(tx, year), order.head().useAccount());
    boolean same = now.equals(order.shares()) && !changedLately(tx, now);
    return same ? Optional.empty() : Optional.of("结算结果与预结算不一致");
  }

  /** What cannot differ takes no fault. */
  private boolean changedLately(Transaction tx, FundRules.Shares shares) {
    return shares.differing().isPresent()
        && faults.take(tx, CHANNEL, "settle", kind -> kind == FaultKind.SETTLE_DIFFERS).kind()
            == FaultKind.SETTLE_DIFFERS;
  }

  private MobileOrder settled(Transaction tx, MobileOrder order) {
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    Settlement settlement = settlement(tx, order, insured);
    tx.put(settlement.setlId(), settlement.mdtrtId(), settlement);
    Refusals.note(tx, settlement);
    Settlements.apply(tx, settlement, "SETTLEMENT", 1);
    MobileOrder paid = order.settled(settlement.setlId());
    if (notifications.nobodyListens()) {
      paid = paid.in(MobileOrder.HOSPITAL_SETTLED, MobileOrder.DONE);
    }
    put(tx, paid);
    notifications.tell(tx, paid);
    return paid;
  }

  private static Settlement settlement(Transaction tx, MobileOrder order, Insured insured) {
    long number = tx.next("bureau-settlement");
    return new Settlement(
        number,
        "5101%014d".formatted(number),
        order.payOrdId(),
        order.head().mdtrtId(),
        insured.psnNo(),
        order.head().orgCodg(),
        order.head().chrgBchno(),
        order.head().insutype(),
        insured.area(),
        Families.purse(tx, insured),
        order.head().medType(),
        "01",
        insured.rules().ratioBasisPoints(),
        order.shares(),
        order.year(),
        tx.now(),
        false,
        null);
  }

  private static String payer(MobileOrder order) {
    return "payer:" + order.head().psnNo();
  }

  private static String institution(MobileOrder order) {
    return "institution:" + order.head().orgCodg();
  }

  /**
   * The person pays at this cashier with what they have, and with what they bring where nobody said
   * what they have: nobody ever has less than nothing.
   */
  private static void cashIn(Transaction tx, MobileOrder order, long fen) {
    long has = tx.ledger().balance(Insured.CHANNEL, payer(order));
    if (has < fen && tx.find(People.OwnCash.class, order.head().psnNo()).isPresent()) {
      throw new Refused(422, "balance.too-low", "the payer cannot afford it");
    }
    tx.ledger().open(Insured.CHANNEL, payer(order), Math.max(has, fen));
    move(tx, order, "MOBILE_CASH", payer(order), institution(order), fen);
  }

  /** Cash that this cashier took goes back; that of a wallet is the wallet's to return. */
  static void cashBack(Transaction tx, MobileOrder order, long fen) {
    if (!cashLiesElsewhere(order)) {
      move(tx, order, "MOBILE_CASH_REFUND", institution(order), payer(order), fen);
    }
  }

  private static void move(
      Transaction tx, MobileOrder order, String purpose, String from, String to, long fen) {
    tx.ledger().move(Insured.CHANNEL, new Ledger.Reason(purpose, order.payOrdId()), from, to, fen);
  }

  static boolean cashLiesElsewhere(MobileOrder order) {
    return !CENTRE.equals(order.cashier());
  }

  /** POST /control/mobile-orders/{payOrdId}/pay: the patient pays at the centre's own cashier. */
  Answer pay(Call call, Transaction tx) {
    return paid(tx, call.parameter("payOrdId"));
  }

  /** As above. */
  Answer paid(Transaction tx, String payOrdId) {
    known(tx, payOrdId);
    Taken taken;
    try {
      taken = settle(tx, payOrdId, CENTRE);
    } catch (Refused refusal) {
      throw new Refused(409, "order.state", refusal.getMessage());
    }
    // A refused order's cash went there and back, except where it is one-sided.
    MobileOrder order = order(tx, payOrdId);
    if (taken.ordStas() != MobileOrder.SETTLE_FAILED) {
      cashIn(tx, order, order.shares().cash());
    }
    return view(tx, order);
  }

  /** POST /control/mobile-orders/{payOrdId}/script. */
  Answer script(Call call, Transaction tx) {
    String payOrdId = call.parameter("payOrdId");
    known(tx, payOrdId);
    Fields request = call.json();
    String script = request.text("script", 32);
    if (!SCRIPTS.contains(script)) {
      throw request.bad("script", "must be one of " + String.join(", ", SCRIPTS));
    }
    tx.put(payOrdId, "", new MobileScript(payOrdId, script));
    if (script.equals("none")) {
      MobileRefunds.clearUp(tx, payOrdId);
    }
    return view(tx, order(tx, payOrdId));
  }

  /** GET /control/mobile-orders/{payOrdId}. */
  Answer show(Call call, Transaction tx) {
    return view(tx, known(tx, call.parameter("payOrdId")));
  }

  private static MobileOrder known(Transaction tx, String payOrdId) {
    return tx.find(MobileOrder.class, payOrdId)
        .orElseThrow(() -> new Refused(404, "order.unknown", "no such order"));
  }

  private static Answer view(Transaction tx, MobileOrder order) {
    Taken taken = MobileViews.taken(tx, order);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("payOrdId", taken.payOrdId());
    view.put("status", taken.insurancePaid() ? "PAID" : Integer.toString(taken.ordStas()));
    view.put("ordStas", taken.ordStas());
    view.put("history", order.history());
    view.put("total", taken.total());
    view.put("own", taken.own());
    view.put("account", taken.account());
    view.put("fund", taken.fund());
    view.put("other", taken.other());
    view.put("cashRefunded", order.cashRefunded());
    return Answer.json(200, view);
  }
}
