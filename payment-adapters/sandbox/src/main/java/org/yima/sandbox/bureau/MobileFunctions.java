package org.yima.sandbox.bureau;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;

/** 6202, 6203, 6301 and 6401: what happens to an uploaded bill. */
final class MobileFunctions {

  /** Work whose answer is kept under the caller's own number. */
  interface Work {
    Map<String, Object> run(Fields data, Transaction tx);
  }

  private record Said(Map<String, Object> data) {}

  private MobileFunctions() {}

  /** The same number with the same data is answered again; a refusal is not kept. */
  static Map<String, Object> once(String scope, String id, Fields data, Transaction tx, Work work) {
    String asked = Json.text(data.tree());
    Optional<Transaction.Kept> kept = tx.kept(scope, id);
    if (kept.isPresent()) {
      if (!kept.get().request().equals(asked)) {
        throw Fsi.refused("流水号重复：已用于其他请求");
      }
      return Json.read(new String(kept.get().body(), UTF_8), Said.class).data();
    }
    Map<String, Object> answer = work.run(data, tx);
    tx.keep(scope, id, new Transaction.Kept(asked, 200, Json.bytes(new Said(answer))));
    return answer;
  }

  /** The order that number, token and institution name together. */
  private static MobileOrder named(Fields data, Transaction tx) {
    MobileOrder order = MobileCashier.order(tx, data.text("payOrdId", 64));
    if (!order.head().payToken().equals(data.text("payToken", 64))
        || !order.head().orgCodg().equals(data.text("orgCodg", 30))) {
      throw Fsi.refused("支付订单不存在");
    }
    return order;
  }

  private static MobileOrder namedByPerson(Fields data, Transaction tx) {
    MobileOrder order = named(data, tx);
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    data.text("idType", 6);
    if (!insured.idNumber().equalsIgnoreCase(data.text("idNo", 50))
        || !insured.name().equals(data.text("userName", 100))) {
      throw Fsi.refused("支付订单与人员不一致");
    }
    return order;
  }

  /** 6202: orders and pre-settles; again while nobody has paid. */
  static Map<String, Object> order(Fields data, Transaction tx) {
    MobileOrder order = named(data, tx);
    data.text("feeType", 6);
    if (!order.head().chrgBchno().equals(data.text("chrgBchno", 30))) {
      throw Fsi.refused("收费批次号与上传不一致");
    }
    data.optional("mdtrtId", 30)
        .filter(id -> !id.equals(order.head().mdtrtId()))
        .ifPresent(
            other -> {
              throw Fsi.refused("就诊信息不存在");
            });
    if (!order.head().authorisation().equals(MobileUploads.oneOf(data))
        || !tx.now().isBefore(order.head().authorisedUntil())) {
      throw Fsi.refused("授权码无效：不存在、已使用或已过期");
    }
    if (order.ordStas() != MobileOrder.SAVED && order.ordStas() != MobileOrder.PRE_SETTLED) {
      throw Fsi.refused("订单状态不允许下单");
    }
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    Visits.refuse(insured, "6202");
    int year = LocalDate.ofInstant(tx.now(), Fsi.ZONE).getYear();
    FundRules.Shares shares =
        insured
            .rules()
            .split(
                order.head().lines(),
                insured.position(tx.ledger(), year),
                order.head().useAccount());
    MobileOrder preSettled = order.preSettled(shares, year);
    MobileCashier.put(tx, preSettled);
    return MobileViews.split(preSettled);
  }

  /** 6301. */
  static Map<String, Object> query(Fields data, Transaction tx) {
    return MobileViews.traced(namedByPerson(data, tx));
  }

  /** 6401: takes an unpaid order back, for good; one that was taken back is taken back. */
  static Map<String, Object> revoke(Fields data, Transaction tx) {
    MobileOrder order = namedByPerson(data, tx);
    switch (order.ordStas()) {
      case MobileOrder.SAVED, MobileOrder.PRE_SETTLED, MobileOrder.SETTLE_FAILED ->
          MobileCashier.put(tx, order.in(MobileOrder.REVOKED));
      case MobileOrder.REVOKED -> {}
      default -> throw Fsi.refused("该订单已结算，不能撤销");
    }
    return Map.of("payOrdId", order.payOrdId());
  }

  /** What a refund returns, in fen. */
  private record Parts(long total, long account, long fund, long cash) {
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
      return account == order.accounts() && fund == order.shares().pool();
    }
  }

  /** 6203. */
  static Map<String, Object> refund(Fields data, Transaction tx) {
    MobileOrder order = MobileCashier.order(tx, data.text("payOrdId", 64));
    PayAuth authorisation = authorisation(data, tx, order);
    if (!data.text("appRefdTime", 14).matches("\\d{14}")) {
      throw data.bad("appRefdTime", "must be yyyyMMddHHmmss");
    }
    if (!order.was(MobileOrder.INSURANCE_PAID)) {
      throw Fsi.refused("订单未支付，不能退款");
    }
    Visits.refuse(People.byPsnNo(tx, order.head().psnNo()), "6203");
    Parts parts = Parts.of(data);
    String type = data.text("refdType", 4);
    check(order, type, parts);
    tx.put(authorisation.payAuthNo(), order.head().psnNo(), authorisation.consumed());
    String script = MobileCashier.script(tx, order.payOrdId());
    if (script.equals("refund-fail")) {
      return refunded(data, "FAIL");
    }
    MobileCashier.put(tx, carriedOut(tx, order, type, parts));
    return refunded(data, script.equals("refund-exp") ? "EXP" : "SUCC");
  }

  /**
   * An authorisation is for one use and for minutes: the upload's is gone, a refund has its own.
   */
  private static PayAuth authorisation(Fields data, Transaction tx, MobileOrder order) {
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    return tx.find(PayAuth.class, MobileUploads.oneOf(data))
        .filter(auth -> auth.validAt(tx.now()))
        .filter(auth -> auth.idNumber().equals(insured.idNumber()))
        .orElseThrow(() -> Fsi.refused("授权码无效：不存在、已使用或已过期"));
  }

  private static boolean insuranceGone(MobileOrder order) {
    return List.of(
            MobileOrder.REFUNDED,
            MobileOrder.INSURANCE_REFUNDED,
            MobileOrder.INSURANCE_AND_PART_OF_CASH_REFUNDED)
        .contains(order.ordStas());
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

  private static MobileOrder carriedOut(
      Transaction tx, MobileOrder order, String type, Parts parts) {
    if (!type.equals("CASH")) {
      Settlements.undo(tx, tx.find(Settlement.class, order.setlId()).orElseThrow());
    }
    MobileCashier.cash(tx, order, "MOBILE_CASH_REFUND", parts.cash(), true);
    MobileOrder after = order.refundingCash(parts.cash());
    boolean insurance = !type.equals("CASH") || insuranceGone(order);
    boolean noCashLeft = after.cashRefunded() == after.shares().cash();
    if (insurance) {
      return after.in(
          noCashLeft
              ? MobileOrder.REFUNDED
              : after.cashRefunded() == 0
                  ? MobileOrder.INSURANCE_REFUNDED
                  : MobileOrder.INSURANCE_AND_PART_OF_CASH_REFUNDED);
    }
    return after.in(noCashLeft ? MobileOrder.CASH_REFUNDED : MobileOrder.CASH_PARTLY_REFUNDED);
  }

  private static Map<String, Object> refunded(Fields data, String status) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("payOrdId", data.text("payOrdId", 64));
    view.put("appRefdSn", data.text("appRefdSn", 64));
    view.put("refStatus", status);
    return view;
  }
}
