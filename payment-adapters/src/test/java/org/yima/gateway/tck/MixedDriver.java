package org.yima.gateway.tck;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.gateway.insurance.InsuranceAuthorisation.Authorised;
import org.yima.gateway.mobilepay.Authorisation;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.PayOrder;
import org.yima.gateway.mobilepay.RefundRequest;
import org.yima.gateway.mobilepay.Split;
import org.yima.gateway.mobilepay.Uploaded;
import org.yima.gateway.paymentcentre.PaymentCentre;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedGateway;
import org.yima.gateway.wallet.MixedInstitution;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedPayer;
import org.yima.gateway.wallet.MixedPerson;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.RefundRef;

/**
 * What all wallets with medical insurance are asked in the same words: the centre has a bill
 * ordered, the wallet takes the cash and has the centre settle.
 */
abstract class MixedDriver extends AdapterDriver<MixedGateway>
    implements Reporting, RefundQuerying, Beginning {

  private static final MobileBills.Parts PARTS = new MobileBills.Parts(8_000, 1_000, 1_000);
  private static final String MEDICAL = "alipay.commerce.medical.";

  /** How one wallet is told apart, and what its calls are named in faults. */
  enum Wallet {
    WECHAT(
        "W",
        "wechat",
        "wxd678efh567hg6999",
        Map.of(
            Step.PAY, "med-ins",
            Step.FIND, "med-ins-query",
            Step.REFUND, "refund",
            Step.CLOSE, "close",
            Step.REPORT, "med-ins")),
    ALIPAY_TRADE(
        "A",
        "alipay",
        "",
        Map.of(
            Step.PAY, MEDICAL + "trade.createandpay",
            Step.FIND, MEDICAL + "trade.query",
            Step.REFUND, MEDICAL + "trade.refund",
            Step.CLOSE, MEDICAL + "trade.cancel",
            Step.REPORT, "mixed")),
    ALIPAY_PAYMENT(
        "P",
        "alipay",
        "",
        Map.of(
            Step.PAY, MEDICAL + "payment.createandpay",
            Step.FIND, MEDICAL + "payment.query",
            Step.REFUND, "alipay.trade.refund",
            Step.CLOSE, "alipay.trade.close",
            Step.REPORT, "mixed"));

    private final String letter;
    private final String channel;
    private final String application;
    private final Map<Step, String> calls;

    Wallet(String letter, String channel, String application, Map<Step, String> calls) {
      this.letter = letter;
      this.channel = channel;
      this.application = application;
      this.calls = calls;
    }

    private String wallets() {
      return channel.toUpperCase(Locale.ROOT);
    }
  }

  /** What the centre knows of a number before the wallet does. */
  private record Prepared(BillUpload bill, Uploaded uploaded, Split split, MixedOrder order) {}

  private final Wallet which;
  private final Merchant merchant;
  private final MixedPerson person;
  private final PaymentCentre centre;
  private final MobileBills insured;
  private final Allowing allowing;
  private final Instant began = Instant.now();
  private final Set<String> atTheCentre = new HashSet<>();
  private final Map<String, Prepared> prepared = new HashMap<>();

  MixedDriver(
      SandboxWorld world,
      Wallet which,
      Function<Timeouts, MixedGateway> wallet,
      Merchant merchant,
      String centreApplication,
      String name,
      String idNumber,
      List<Reporting> others) {
    super(world, which.channel, which.calls, others, wallet);
    this.which = which;
    this.merchant = merchant;
    this.person = new MixedPerson(name, MixedPerson.Document.ID_CARD, idNumber);
    this.centre =
        new PaymentCentre(
            BureauSection.centre(world.uri(), centreApplication, Timeouts.usual()),
            InstantSource.system());
    this.insured = new MobileBills(world, idNumber, name);
    insured.insure(100_000, "0.7", "");
    payer(holder(), Map.of("idNumber", idNumber));
    payer(unlucky(), Map.of("script", "refund-abnormal"));
    this.allowing =
        new Allowing(
            world,
            holder(),
            new InsuranceAuthorisation.Patient(name, idNumber),
            merchant.application());
  }

  /** Who pays. */
  final String holder() {
    return "tck-holder-" + which.letter;
  }

  /** Whose account takes nothing back. */
  final String unlucky() {
    return "tck-unlucky-" + which.letter;
  }

  final void payer(String ref) {
    payer(ref, Map.of());
  }

  private void payer(String ref, Map<String, String> whose) {
    Map<String, Object> body = new HashMap<>(Map.of("script", "manual"));
    body.putAll(whose);
    body.putAll(Map.of("channel", which.wallets(), "ref", ref, "balance", 10_000_000));
    said("payers", body);
  }

  /** What the person allows in this wallet. */
  abstract Authorised allowed(Allowing person);

  final void said(String path, Map<String, ?> body) {
    if (world.control(path, body).isEmpty()) {
      throw new AssertionError(path);
    }
  }

  /** Somebody who may not pay this bill. */
  abstract String stranger();

  /** What the payer is shown, as the payer names it. */
  abstract String asked(NextAction next);

  /** Its cash is in the wallet's statement, its insurance part in the bureau's totals. */
  @Override
  public Set<Case> cases() {
    return EnumSet.complementOf(EnumSet.of(Case.REVERSED, Case.STATEMENT));
  }

  @Override
  public final long fen() {
    return PARTS.paidFen();
  }

  @Override
  public final long back() {
    return fen();
  }

  @Override
  public final void prepare(String number) {
    prepared.put(number, prepare(number, holder()));
  }

  @Override
  public final Standing pay(String number) {
    return pay(number, holder());
  }

  private Standing pay(String number, String payer) {
    Outcome<MixedCharge> asked = ordered(number, payer);
    if (!(asked instanceof Outcome.Pending<MixedCharge> pending)) {
      return Standing.of(asked, Standing.PAID);
    }
    return approve(payer, asked(pending.nextAction())) ? find(number) : Standing.REFUSED;
  }

  /** The order itself is refused: nobody is shown anything. */
  @Override
  public final Standing payRefused(String number) {
    return Standing.of(ordered(number, stranger()), Standing.PAID);
  }

  private Outcome<MixedCharge> ordered(String number, String payer) {
    MixedOrder order = prepared.computeIfAbsent(number, bill -> prepare(bill, payer)).order();
    return deciding().order(merchant, order);
  }

  private boolean approve(String payer, String id) {
    return world.approve(channel(), payer, id).equals("PAID");
  }

  /** The wallet shows its payer what it knows of, whether or not we do. */
  @Override
  public final void payUnheard(String number) {
    if (!payBegun(number)) {
      throw new AssertionError(number);
    }
  }

  private Prepared prepare(String number, String payer) {
    // The institution has bills of other drivers, and each needs a number of its own.
    BillUpload bill = insured.bill(which.letter + number, PARTS, allowed(allowing));
    Uploaded uploaded = centre.upload(bill).toOptional().orElseThrow();
    PayOrder placed =
        centre.place(MobileBills.placement(bill, uploaded)).toOptional().orElseThrow();
    Split split = placed.split().orElseThrow();
    MixedOrder order =
        new MixedOrder(
            ref(number),
            MixedOrder.Kind.OUTPATIENT,
            "门诊缴费",
            new MixedPayer(payer, person, Optional.empty()),
            bill.ownNumber(),
            new MixedInstitution(
                which.application, BureauSection.MOBILE_HOSPITAL, "第二医院", BureauSection.AREA, true),
            Optional.of(
                new MixedInsured(
                    uploaded.payOrdId(),
                    bill.authorisation().value(),
                    bill.visit().batchNumber(),
                    new MixedInsured.Place(
                        new BigDecimal("104.065735"), new BigDecimal("30.659462")),
                    began)),
            MixedAmounts.of(split.fundFen(), split.accountFen(), split.otherFen(), split.ownFen()),
            began.plusSeconds(900),
            world.hearing().answering(path(number), adapter().accepted()),
            world.hearing().of("back"));
    return new Prepared(bill, uploaded, split, order);
  }

  /** Other wallets report of orders with the same numbers. */
  final String path(String number) {
    return "mixed-" + which.letter + "-" + number;
  }

  private OrderRef ref(String number) {
    return new OrderRef(number, began);
  }

  @Override
  public final Standing find(String number) {
    Outcome<MixedCharge> found = deciding().query(merchant, ref(number));
    return found
        .toOptional()
        .map(charge -> standing(charge.state()))
        .orElseGet(() -> Standing.of(found, Standing.PAID));
  }

  private static Standing standing(MixedCharge.State state) {
    return switch (state) {
      case NOT_FOUND -> Standing.NOT_THERE;
      case CREATED, PAYING -> Standing.OPEN;
      case PAID -> Standing.PAID;
      case REFUNDED -> Standing.RETURNED;
      case REVERSED, FAILED -> Standing.REFUSED;
    };
  }

  /** The centre returns the insurance part first; the wallet, the cash and its own word. */
  @Override
  public final Standing refund(String number, String refundNumber) {
    Prepared of = prepared.get(number);
    MixedCharge paid = adapter().query(merchant, ref(number)).toOptional().orElseThrow();
    String reversal = refundNumber + "HI";
    // An authorisation returns the insurance part once: what the centre did is not asked for again.
    if (paid.state() == MixedCharge.State.PAID && !atTheCentre.contains(reversal)) {
      Standing returned =
          Standing.of(
              centre.refund(
                  RefundRequest.insurance(
                      insured.key(of.uploaded()),
                      reversal,
                      LocalDateTime.of(2026, 11, 21, 12, 0),
                      of.split(),
                      Authorisation.payAuthNo(allowed(allowing).payAuthNo()),
                      "退费")),
              Standing.RETURNED);
      if (returned != Standing.RETURNED) {
        return returned;
      }
      atTheCentre.add(reversal);
    }
    MixedRefundOrder back =
        new MixedRefundOrder(
            ref(number, refundNumber),
            paid.number(),
            of.split().ownFen(),
            of.split().ownFen(),
            of.split().fundFen(),
            of.split().accountFen(),
            of.split().otherFen(),
            began,
            "退费",
            world.hearing().answering(path(refundNumber), adapter().accepted()));
    Standing asked = Standing.of(deciding().refund(merchant, back), Standing.RETURNED);
    return asked == Standing.OPEN ? findRefund(number, refundNumber) : asked;
  }

  private RefundRef ref(String number, String refundNumber) {
    return new RefundRef(refundNumber, began, ref(number));
  }

  @Override
  public final Standing findRefund(String number, String refundNumber) {
    RefundRef refund = ref(number, refundNumber);
    return Again.until(
        asked -> asked != Standing.OPEN,
        () -> Standing.ofRefund(adapter().queryRefund(merchant, refund)));
  }

  /** As {@link RefundHolding#payUnlucky}. */
  public final Standing payUnlucky(String number) {
    return pay(number, unlucky());
  }

  /** As {@link RefundHolding#unluckyHas}. */
  public final long unluckyHas() {
    return world.balance(channel(), "payer:" + unlucky());
  }

  @Override
  public final String whose() {
    return Heard.whose(merchant);
  }

  @Override
  public final Standing begin(String number) {
    MixedOrder order = prepared.computeIfAbsent(number, bill -> prepare(bill, holder())).order();
    return Standing.of(adapter().order(merchant, order), Standing.PAID);
  }

  @Override
  public final boolean payBegun(String number) {
    return world
        .waiting(channel(), merchant.account(), number)
        .map(id -> approve(holder(), id))
        .orElse(false);
  }

  @Override
  public final Standing close(String number) {
    return Standing.of(deciding().close(merchant, ref(number)), Standing.CLOSED);
  }

  @Override
  public final long moved() {
    return world.balance(channel(), "merchant:" + merchant.account())
        + world.balance("bureau", "institution:" + BureauSection.MOBILE_HOSPITAL);
  }

  @Override
  public final void payReported(String number) {
    if (pay(number) != Standing.PAID) {
      throw new AssertionError(number);
    }
  }

  @Override
  public final Told next(String number) {
    return signing(world.hearing().next(path(number)));
  }

  /** What of a report takes part in its signature. */
  abstract Told signing(Told told);

  @Override
  public final Object parse(Told told) {
    return adapter().parseNotification(told.headers(), told.body());
  }

  @Override
  public final Heard read(Told told) {
    return parse(told) instanceof Notification.MixedChanged changed
        ? Heard.of(changed, standing(changed.charge().state()))
        : Heard.refused();
  }
}
