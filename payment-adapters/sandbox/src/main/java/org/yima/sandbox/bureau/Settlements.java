package org.yima.sandbox.bureau;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.jobs.Jobs;

/**
 * 2206 to 2208, 5203 and 2601: pre-settle, settle, reverse, look up, and reverse what nobody knows
 * the outcome of.
 */
final class Settlements {
  private static final String REVERSAL = "bureau-reversal";
  private final Faults faults;
  private final Jobs jobs;
  private final Books books;
  private final long reversalDelayMillis;

  Settlements(Faults faults, Jobs jobs, Books books, long reversalDelayMillis) {
    this.faults = faults;
    this.jobs = jobs;
    this.books = books;
    this.reversalDelayMillis = reversalDelayMillis;
    jobs.handle(REVERSAL, this::reverseNoted);
  }

  /** The year that a batch was pre-settled in. */
  private record PreSettled(String batch, int year) {}

  /** What a message did, so that 2601 can find it. */
  private record Effect(String msgid, String infno, String setlId) {}

  /** A request to settle whose every check has passed. */
  private record Checked(
      Fields data,
      Insured insured,
      Visit visit,
      List<FeeDetail> details,
      boolean useAccount,
      int year) {}

  private static Checked check(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    Visit visit = Visits.visit(message, tx, data);
    Insured insured = People.byPsnNo(tx, visit.psnNo());
    Visits.credential(tx, data, insured);
    Visits.requireInsurance(insured, data.text("insutype", 6));
    String medType = data.text("med_type", 6);
    data.text("psn_setlway", 3);
    if (visit.medType() == null) {
      throw Fsi.refused("未上传就诊信息");
    }
    if (!visit.medType().equals(medType)) {
      throw Fsi.refused("医疗类别与就诊信息不一致");
    }
    String batch = data.text("chrg_bchno", 30);
    List<FeeDetail> all =
        Visits.details(tx, visit).stream().filter(d -> d.chrgBchno().equals(batch)).toList();
    List<FeeDetail> open = all.stream().filter(d -> d.setlId() == null).toList();
    if (open.isEmpty()) {
      throw Fsi.refused(all.isEmpty() ? "未上传费用明细" : "该批次费用已结算");
    }
    long sum = open.stream().mapToLong(FeeDetail::amount).sum();
    if (sum != Yuan.fen(data, "medfee_sumamt")) {
      throw Fsi.refused(Refusal.DETAILS_SUM_OFF.text());
    }
    boolean useAccount = data.text("acct_used_flag", 3).equals("1");
    return new Checked(
        data, insured, visit, open, useAccount, LocalDate.ofInstant(tx.now(), Fsi.ZONE).getYear());
  }

  private static FundRules.Shares shares(Transaction tx, Checked checked) {
    Insured insured = checked.insured();
    FundRules.Shares shares =
        insured
            .rules()
            .split(
                checked.details().stream().map(FeeDetail::line).toList(),
                insured.position(tx, checked.year()),
                checked.useAccount());
    Refusals.requireFamily(tx, insured, checked.useAccount(), shares);
    return shares;
  }

  /** {@code number} is 0 for a settlement that is only tried. */
  private static Settlement computed(
      Fsi.Message message, Transaction tx, Checked checked, FundRules.Shares shares, long number) {
    Insured insured = checked.insured();
    return new Settlement(
        number,
        number == 0 ? "" : "5101%014d".formatted(number),
        message.msgid(),
        checked.visit().mdtrtId(),
        insured.psnNo(),
        message.institution(),
        checked.data().text("chrg_bchno", 30),
        insured.insutype(),
        insured.area(),
        Families.purse(tx, insured),
        checked.data().text("med_type", 6),
        checked.data().text("mdtrt_cert_type", 3),
        insured.rules().ratioBasisPoints(),
        shares,
        checked.year(),
        tx.now(),
        false,
        null);
  }

  /** 2206: computed and forgotten but for the year that it was computed in. */
  Map<String, Object> preSettle(Fsi.Message message, Transaction tx) {
    Checked checked = check(message, tx);
    Settlement would = computed(message, tx, checked, shares(tx, checked), 0);
    String batch = batch(checked);
    tx.put(batch, would.mdtrtId(), new PreSettled(batch, checked.year()));
    return SettlementView.of(tx, checked.insured(), would, 1);
  }

  private static String batch(Checked checked) {
    return checked.visit().mdtrtId() + "/" + checked.data().text("chrg_bchno", 30);
  }

  /** What the institution says of scope must be what the details gave, where it says it. */
  private static void requireScope(Fields data, FundRules.Shares shares) {
    boolean differs =
        differs(data, "fulamt_ownpay_amt", shares.fullOwn())
            || differs(data, "overlmt_selfpay", shares.overLimit())
            || differs(data, "preselfpay_amt", shares.ownFirst())
            || differs(data, "inscp_scp_amt", shares.inScope());
    if (differs) {
      throw Fsi.refused(Refusal.DETAILS_SUM_OFF.text());
    }
  }

  private static boolean differs(Fields data, String name, long fen) {
    return data.has(name) && Yuan.fen(data, name) != fen;
  }

  /** 2207: a token is used up, the funds owe the institution. */
  Map<String, Object> settle(Fsi.Message message, Transaction tx) {
    Checked checked = check(message, tx);
    FundRules.Shares promised = shares(tx, checked);
    requireScope(checked.data(), promised);
    boolean otherYear =
        tx.find(PreSettled.class, batch(checked))
            .filter(before -> before.year() != checked.year())
            .isPresent();
    if (otherYear) {
      throw Fsi.refused(Refusal.YEAR_CHANGED.text());
    }
    // What cannot differ takes no fault.
    FundRules.Shares shares =
        promised
            .differing()
            .filter(unused -> takes(tx, message, FaultKind.SETTLE_DIFFERS))
            .orElse(promised);
    Settlement settlement = computed(message, tx, checked, shares, tx.next("bureau-settlement"));
    if (takes(tx, message, FaultKind.SETTLE_MISSTATED)) {
      SettlementView.misstate(tx, settlement);
    }
    if (checked.data().text("mdtrt_cert_type", 3).equals("01")) {
      tx.find(EcToken.class, checked.data().text("mdtrt_cert_no", 100))
          .orElseThrow()
          .use(tx, checked.insured().psnNo());
    }
    tx.put(settlement.setlId(), settlement.mdtrtId(), settlement);
    Refusals.note(tx, settlement);
    checked.details().forEach(d -> own(tx, d.settledBy(settlement.setlId())));
    apply(tx, settlement, "SETTLEMENT", 1);
    noteEffect(tx, message, settlement);
    return SettlementView.of(tx, People.byPsnNo(tx, settlement.psnNo()), settlement, 1);
  }

  private boolean takes(Transaction tx, Fsi.Message message, FaultKind wanted) {
    return faults.take(tx, Insured.CHANNEL, message.infno(), kind -> kind == wanted).kind()
        == wanted;
  }

  private static void own(Transaction tx, FeeDetail detail) {
    tx.put(detail.key(), detail.mdtrtId(), detail);
  }

  private static void noteEffect(Transaction tx, Fsi.Message message, Settlement settlement) {
    tx.put(
        message.msgid(),
        settlement.setlId(),
        new Effect(message.msgid(), message.infno(), settlement.setlId()));
  }

  /**
   * Moves the shares to the institution, or with {@code sign} -1 back, and counts them in the
   * person's year.
   */
  static void apply(Transaction tx, Settlement settlement, String purpose, int sign) {
    Insured insured = People.byPsnNo(tx, settlement.psnNo());
    FundRules.Shares shares = settlement.shares();
    String institution = "institution:" + settlement.institution();
    Ledger.Reason reason = new Ledger.Reason(purpose, settlement.setlId());
    shares
        .funds()
        .payers(settlement.insutype())
        .forEach((fund, fen) -> move(tx, reason, fund, institution, fen, sign));
    move(tx, reason, insured.account(), institution, shares.account(), sign);
    move(tx, reason, settlement.purse(), institution, shares.mutualAid(), sign);
    tx.put(insured.idNumber(), insured.psnNo(), insured.using(shares, settlement.year(), sign));
  }

  private static void move(
      Transaction tx, Ledger.Reason reason, String payer, String payee, long fen, int sign) {
    tx.ledger()
        .move(Insured.CHANNEL, reason, sign > 0 ? payer : payee, sign > 0 ? payee : payer, fen);
  }

  /** 2208. */
  Map<String, Object> reverse(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    Visit visit = Visits.visit(message, tx, data);
    Settlement settlement =
        tx.find(Settlement.class, data.text("setl_id", 30))
            .filter(s -> s.mdtrtId().equals(visit.mdtrtId()))
            .orElseThrow(() -> Fsi.refused("未查询到结算信息"));
    if (settlement.reversed()) {
      throw Fsi.refused("该结算已冲销");
    }
    Refusals.requireReversible(tx, People.byPsnNo(tx, settlement.psnNo()), settlement);
    undo(tx, settlement);
    noteEffect(tx, message, settlement);
    return SettlementView.of(
        tx, People.byPsnNo(tx, settlement.psnNo()), settlement.reversed(tx.now()), -1);
  }

  static void undo(Transaction tx, Settlement settlement) {
    tx.put(settlement.setlId(), settlement.mdtrtId(), settlement.reversed(tx.now()));
    tx.owned(FeeDetail.class, settlement.mdtrtId()).stream()
        .filter(d -> settlement.setlId().equals(d.setlId()))
        .forEach(d -> own(tx, d.settledBy(null)));
    apply(tx, settlement, "REVERSAL", -1);
  }

  /** 5203: by settlement, by the message that asked for it, or the newest of the visit. */
  Map<String, Object> query(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    String psnNo = data.text("psn_no", 30);
    Optional<String> setlId = data.optional("setl_id", 30);
    Optional<String> msgid = data.optional("medins_setl_id", 50);
    return tx.owned(Settlement.class, data.text("mdtrt_id", 30)).stream()
        .filter(s -> s.psnNo().equals(psnNo))
        .filter(s -> s.institution().equals(message.institution()))
        .filter(s -> setlId.map(s.setlId()::equals).orElse(true))
        .filter(s -> msgid.map(s.msgid()::equals).orElse(true))
        .max(Comparator.comparingLong(Settlement::number))
        .map(found -> SettlementView.of(tx, People.byPsnNo(tx, psnNo), found, 1))
        .orElseThrow(() -> Fsi.refused("未查询到结算信息"));
  }

  /** 2601: noted at once, done a little later. */
  Map<String, Object> reverseUnknown(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    People.byPsnNo(tx, data.text("psn_no", 30));
    String original = data.text("omsgid", 50);
    String infno = data.text("oinfno", 10);
    if (!infno.equals("2207") && !infno.equals("2208")) {
      throw Fsi.refused("该交易不支持冲正");
    }
    if (!original.startsWith(message.institution())) {
      throw Fsi.refused("原报文不属于本机构");
    }
    Optional<Effect> effect = tx.find(Effect.class, original);
    if (effect.isPresent()) {
      jobs.schedule(tx, REVERSAL, tx.now().plusMillis(reversalDelayMillis), original);
    } else {
      Fsi.bar(tx, original);
    }
    return Map.of();
  }

  private Optional<Jobs.Again> reverseNoted(String msgid) {
    books.transact(
        tx -> {
          tx.find(Effect.class, msgid).ifPresent(effect -> reverse(tx, effect));
          return null;
        });
    return Optional.empty();
  }

  private static void reverse(Transaction tx, Effect effect) {
    Settlement settlement = tx.find(Settlement.class, effect.setlId()).orElseThrow();
    if (effect.infno().equals("2207") && !settlement.reversed()) {
      undo(tx, settlement);
    } else if (effect.infno().equals("2208") && settlement.reversed()) {
      reinstate(tx, settlement);
    }
    tx.remove(Effect.class, effect.msgid());
  }

  /** The reversal of a reversal; not when the fees were settled anew meanwhile. */
  private static void reinstate(Transaction tx, Settlement settlement) {
    List<FeeDetail> details =
        tx.owned(FeeDetail.class, settlement.mdtrtId()).stream()
            .filter(d -> d.chrgBchno().equals(settlement.chrgBchno()))
            .filter(d -> d.setlId() == null)
            .toList();
    if (details.stream().mapToLong(FeeDetail::amount).sum() == settlement.shares().total()) {
      tx.put(settlement.setlId(), settlement.mdtrtId(), settlement.reinstated());
      details.forEach(d -> own(tx, d.settledBy(settlement.setlId())));
      apply(tx, settlement, "REINSTATEMENT", 1);
    }
  }
}
