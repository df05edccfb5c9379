package org.yima.sandbox.bureau;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;

/** 6202, 6301 and 6401: what happens to an uploaded bill. */
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
    if (!order.head().shown().equals(Allowance.Shown.in(data))
        || !tx.now().isBefore(order.head().authorisedUntil())) {
      throw Allowance.invalid();
    }
    if (order.ordStas() != MobileOrder.SAVED && order.ordStas() != MobileOrder.PRE_SETTLED) {
      throw Fsi.refused("订单状态不允许下单");
    }
    return MobileViews.split(tx, preSettled(order, tx));
  }

  /** By the fund's rules as they are now. */
  static MobileOrder preSettled(MobileOrder order, Transaction tx) {
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    Visits.refuse(tx, insured, "6202", order.head().orgCodg(), order.head().medType());
    int year = LocalDate.ofInstant(tx.now(), Fsi.ZONE).getYear();
    FundRules.Shares shares =
        insured
            .rules()
            .split(order.head().lines(), insured.position(tx, year), order.head().useAccount());
    Refusals.requireFamily(tx, insured, order.head().useAccount(), shares);
    MobileOrder preSettled = order.preSettled(shares, year);
    MobileCashier.put(tx, preSettled);
    return preSettled;
  }

  /** 6301. */
  static Map<String, Object> query(Fields data, Transaction tx) {
    return MobileViews.traced(tx, namedByPerson(data, tx));
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
    // The interface has no field here that would name the order.
    return Map.of();
  }
}
