package org.yima.sandbox.bureau;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.jobs.Jobs;

/**
 * 6203. A refund is under way (17) and done, in one moment unless a script says otherwise: one that
 * takes its time, and one of which the centre itself does not know what became (14) until somebody
 * there clears it up. Both say EXP, as the interface has no word for either. Insurance that goes
 * back before the hospital has settled is revoked (13), else returned (8).
 */
final class MobileRefunds {
  private static final String FINISH = "mobile-refund";
  private static final Duration SLOW = Duration.ofSeconds(15);
  private final Jobs jobs;
  private final Books books;
  private final double factor;

  MobileRefunds(Jobs jobs, Books books, double factor) {
    this.jobs = jobs;
    this.books = books;
    this.factor = factor;
    jobs.handle(FINISH, this::finish);
  }

  /** DOUBTED: it is done, and the centre does not know it. */
  enum Phase {
    RUNNING,
    DOUBTED,
    DONE,
    FAILED
  }

  /** What a refund returns, in fen. */
  record Parts(long total, long account, long fund, long cash) {
    static Parts of(Fields data) {
      Parts parts =
          new Parts(
              Yuan.fen(data, "totlRefdAmt"),
              Yuan.fen(data, "psnAcctRefdAmt"),
              Yuan.fen(data, "fundRefdAmt"),
              Yuan.fen(data, "cashRefdAmt"));
      if (parts.total != parts.account + parts.fund + parts.cash || parts.total == 0) {
        throw Fsi.refused("退款金额合计不符");
      }
      return parts;
    }

    boolean insuranceOf(MobileOrder order) {
      return account == order.accounts() && fund == order.shares().fund();
    }
  }

  /** A refund by its number; {@code asked} tells a repetition from another request. */
  record MobileRefund(
      String payOrdId, String appRefdSn, String asked, String type, Parts parts, Phase phase) {
    String key() {
      return key(payOrdId, appRefdSn);
    }

    static String key(String payOrdId, String appRefdSn) {
      return payOrdId + "/" + appRefdSn;
    }

    MobileRefund in(Phase next) {
      return new MobileRefund(payOrdId, appRefdSn, asked, type, parts, next);
    }
  }

  private static void put(Transaction tx, MobileRefund refund) {
    tx.put(refund.key(), refund.payOrdId(), refund);
  }

  Map<String, Object> refund(Fields data, Transaction tx) {
    String payOrdId = data.text("payOrdId", 64);
    String number = data.text("appRefdSn", 64);
    Optional<MobileRefund> earlier =
        tx.find(MobileRefund.class, MobileRefund.key(payOrdId, number));
    MobileRefund refund =
        earlier.isPresent() ? again(data, earlier.get()) : begun(data, tx, number);
    put(tx, refund);
    return said(refund);
  }

  private static MobileRefund again(Fields data, MobileRefund earlier) {
    if (!earlier.asked().equals(Json.text(data.tree()))) {
      throw Fsi.refused("流水号重复：已用于其他请求");
    }
    return earlier;
  }

  /** Somebody at the centre clears up what was in doubt. */
  static void clearUp(Transaction tx, String payOrdId) {
    tx.owned(MobileRefund.class, payOrdId).stream()
        .filter(refund -> refund.phase() == Phase.DOUBTED)
        .forEach(
            refund -> {
              MobileOrder order = MobileCashier.order(tx, payOrdId);
              MobileCashier.put(tx, order.in(after(order, refund.type())));
              put(tx, refund.in(Phase.DONE));
            });
  }

  private MobileRefund begun(Fields data, Transaction tx, String number) {
    MobileOrder order = MobileCashier.order(tx, data.text("payOrdId", 64));
    Allowance authorisation = authorisation(data, tx, order);
    if (!data.text("appRefdTime", 14).matches("\\d{14}")) {
      throw data.bad("appRefdTime", "must be yyyyMMddHHmmss");
    }
    if (!order.was(MobileOrder.INSURANCE_PAID)) {
      throw Fsi.refused("订单未支付，不能退款");
    }
    if (order.ordStas() == MobileOrder.REFUNDING || order.ordStas() == MobileOrder.ABNORMAL) {
      throw Fsi.refused("退款处理中，请稍后查询");
    }
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    Visits.refuse(tx, insured, "6203", order.head().orgCodg(), order.head().medType());
    MobileRefund refund =
        new MobileRefund(
            order.payOrdId(),
            number,
            Json.text(data.tree()),
            data.text("refdType", 4),
            Parts.of(data),
            Phase.RUNNING);
    check(order, refund.type(), refund.parts());
    if (!refund.type().equals("CASH")) {
      Refusals.requireReversible(
          tx, insured, tx.find(Settlement.class, order.setlId()).orElseThrow());
    }
    authorisation.use(tx, order.head().psnNo());
    return begun(tx, order, refund);
  }

  private MobileRefund begun(Transaction tx, MobileOrder order, MobileRefund refund) {
    switch (MobileCashier.script(tx, order.payOrdId())) {
      case "refund-fail" -> {
        return refund.in(Phase.FAILED);
      }
      case "refund-slow" -> {
        MobileCashier.put(tx, order.in(MobileOrder.REFUNDING));
        long millis = Math.round(SLOW.toMillis() * factor);
        jobs.schedule(tx, FINISH, tx.now().plusMillis(millis), refund.key());
        return refund;
      }
      case "refund-exp" -> {
        MobileOrder moved = moved(tx, order.in(MobileOrder.REFUNDING), refund);
        MobileCashier.put(tx, moved.in(MobileOrder.ABNORMAL));
        return refund.in(Phase.DOUBTED);
      }
      default -> {
        return done(tx, order.in(MobileOrder.REFUNDING), refund);
      }
    }
  }

  private Optional<Jobs.Again> finish(String key) {
    books.transact(
        tx -> {
          tx.find(MobileRefund.class, key)
              .filter(refund -> refund.phase() == Phase.RUNNING)
              .ifPresent(
                  refund -> put(tx, done(tx, MobileCashier.order(tx, refund.payOrdId()), refund)));
          return null;
        });
    return Optional.empty();
  }

  private static MobileRefund done(Transaction tx, MobileOrder order, MobileRefund refund) {
    MobileOrder moved = moved(tx, order, refund);
    MobileCashier.put(tx, moved.in(after(moved, refund.type())));
    return refund.in(Phase.DONE);
  }

  /**
   * An authorisation is for one use and for minutes: the upload's is gone, a refund has its own.
   */
  private static Allowance authorisation(Fields data, Transaction tx, MobileOrder order) {
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    Allowance found = Allowance.Shown.in(data).valid(tx);
    if (!found.idNumber().equals(insured.idNumber())) {
      throw Allowance.invalid();
    }
    return found;
  }

  private static boolean insuranceGone(MobileOrder order) {
    return List.of(
            MobileOrder.REFUNDED,
            MobileOrder.INSURANCE_REFUNDED,
            MobileOrder.INSURANCE_REVOKED,
            MobileOrder.INSURANCE_AND_PART_OF_CASH_REFUNDED)
        .stream()
        .anyMatch(order::was);
  }

  private static void check(MobileOrder order, String type, Parts parts) {
    long cashLeft = order.shares().cash() - order.cashRefunded();
    boolean cashHere = parts.cash() == 0 || !MobileCashier.cashLiesElsewhere(order);
    switch (type) {
      case "ALL" -> {
        if (!parts.insuranceOf(order) || parts.cash() != order.shares().cash()) {
          throw Fsi.refused("全额退款金额与原订单不符");
        }
        if (insuranceGone(order) || order.cashRefunded() > 0) {
          throw Fsi.refused("订单已退款");
        }
      }
      case "CASH" -> {
        if (parts.account() != 0 || parts.fund() != 0 || parts.cash() > cashLeft) {
          throw Fsi.refused("现金退款金额不符");
        }
      }
      case "HI" -> {
        if (parts.cash() != 0 || !parts.insuranceOf(order)) {
          throw Fsi.refused("医保退款金额与原订单不符");
        }
        if (insuranceGone(order)) {
          throw Fsi.refused("订单已退款");
        }
      }
      default -> throw Fsi.refused("refdType不支持");
    }
    if (!cashHere) {
      throw Fsi.refused("自费部分请在支付渠道退款");
    }
  }

  /** The money goes back. */
  private static MobileOrder moved(Transaction tx, MobileOrder order, MobileRefund refund) {
    if (!refund.type().equals("CASH")) {
      Settlements.undo(tx, tx.find(Settlement.class, order.setlId()).orElseThrow());
    }
    long cash = refund.parts().cash();
    MobileCashier.cashBack(tx, order, cash);
    return order.refundingCash(cash);
  }

  /** The state of an order whose refund of that type is done. */
  private static int after(MobileOrder order, String type) {
    boolean noCashLeft = order.cashRefunded() == order.shares().cash();
    if (type.equals("CASH") && !insuranceGone(order)) {
      return noCashLeft ? MobileOrder.CASH_REFUNDED : MobileOrder.CASH_PARTLY_REFUNDED;
    }
    boolean settled = order.was(MobileOrder.HOSPITAL_SETTLED);
    if (noCashLeft && (settled || order.shares().cash() > 0)) {
      return MobileOrder.REFUNDED;
    }
    if (order.cashRefunded() > 0) {
      return MobileOrder.INSURANCE_AND_PART_OF_CASH_REFUNDED;
    }
    return settled ? MobileOrder.INSURANCE_REFUNDED : MobileOrder.INSURANCE_REVOKED;
  }

  /** One word, whosever refund it is: the interface has no field that would name it. */
  private static Map<String, Object> said(MobileRefund refund) {
    return Map.of(
        "refStatus",
        switch (refund.phase()) {
          case RUNNING, DOUBTED -> "EXP";
          case DONE -> "SUCC";
          case FAILED -> "FAIL";
        });
  }
}
