package org.yima.sandbox.bureau;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.yima.sandbox.books.Transaction;

/** A mobile order as 6202, 6301, 6302 and wallets see it. */
final class MobileViews {
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(Fsi.ZONE);

  private MobileViews() {}

  static Map<String, Object> split(Transaction tx, MobileOrder order) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("payOrdId", order.payOrdId());
    view.put("ordStas", Integer.toString(order.ordStas()));
    if (order.shares() != null) {
      view.put("feeSumamt", Yuan.of(order.shares().total()));
      view.put("ownPayAmt", Yuan.of(order.shares().cash()));
      view.put("psnAcctPay", Yuan.of(order.accounts()));
      view.put("fundPay", Yuan.of(order.shares().fund()));
      if (order.shares().hospital() > 0) {
        view.put("othFeeAmt", Yuan.of(order.shares().hospital()));
      }
      view.put("deposit", Yuan.of(0));
      view.put("extData", more(tx, order));
    }
    return view;
  }

  private static Map<String, Object> more(Transaction tx, MobileOrder order) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("acctMulaidPay", Yuan.of(order.shares().mutualAid()));
    Families.payer(tx, People.byPsnNo(tx, order.head().psnNo()))
        .filter(unused -> order.shares().mutualAid() > 0)
        .ifPresent(masked -> more.put("acctMulaidPsnName", masked));
    return more;
  }

  /** With what 6301 and 6302 add. */
  static Map<String, Object> traced(Transaction tx, MobileOrder order) {
    Map<String, Object> view = split(tx, order);
    view.put("medOrgOrd", order.head().medOrgOrd());
    view.put("callType", "02");
    if (order.tracedAt() != null) {
      view.put("traceTime", STAMP.format(order.tracedAt()));
      view.put("setlType", setlType(order.shares()));
    }
    if (order.setlId() != null) {
      view.put("revsToken", order.revsToken());
      view.put("setlId", order.setlId());
    }
    return view;
  }

  private static String setlType(FundRules.Shares shares) {
    if (shares.cash() == shares.total()) {
      return "CASH";
    }
    return shares.cash() == 0 ? "HI" : "ALL";
  }

  static MobileOrders.Taken taken(Transaction tx, MobileOrder order) {
    Insured insured = People.byPsnNo(tx, order.head().psnNo());
    FundRules.Shares shares = order.shares();
    return new MobileOrders.Taken(
        order.payOrdId(),
        order.head().orgCodg(),
        order.head().medOrgOrd(),
        order.head().byEcToken() ? "" : order.head().authorisation(),
        insured.idNumber(),
        insured.name(),
        order.ordStas(),
        shares == null ? 0 : shares.total(),
        shares == null ? 0 : shares.cash(),
        shares == null ? 0 : order.accounts(),
        shares == null ? 0 : shares.fund(),
        shares == null ? 0 : shares.hospital());
  }
}
