package org.yima.sandbox.bureau;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;

/** The insurance catalogue: an item's class and the most that is paid for one of it. */
final class Catalogue {
  private static final long NO_LIMIT = 99_999_999;

  private Catalogue() {}

  private record CatalogueItem(String code, String insuranceClass, Long priceLimit) {}

  /** POST /control/catalogue {code, insuranceClass, priceLimit?}. */
  static Answer put(Call call, Transaction tx) {
    Fields request = call.json();
    String insuranceClass = request.text("insuranceClass", 2);
    if (InsuranceClass.of(insuranceClass).isEmpty()) {
      throw request.bad("insuranceClass", "must be 01, 02 or 03");
    }
    Long limit = request.has("priceLimit") ? request.whole("priceLimit", 0, NO_LIMIT) : null;
    CatalogueItem item = new CatalogueItem(request.text("code", 50), insuranceClass, limit);
    tx.put(item.code(), "", item);
    return Answer.json(200, Map.of("code", item.code(), "insuranceClass", insuranceClass));
  }

  static Optional<InsuranceClass> classOf(Transaction tx, String code) {
    return tx.find(CatalogueItem.class, code).flatMap(i -> InsuranceClass.of(i.insuranceClass()));
  }

  /** The most that one costs, in fen. */
  static long limit(Transaction tx, String code) {
    return tx.find(CatalogueItem.class, code).map(CatalogueItem::priceLimit).orElse(NO_LIMIT);
  }

  /** What of a line's amount is above so many times the limit; the amount itself is what it is. */
  static long overLimit(Transaction tx, String code, long amount, BigDecimal count) {
    if (limit(tx, code) == NO_LIMIT) {
      return 0;
    }
    BigDecimal most = BigDecimal.valueOf(limit(tx, code)).multiply(count);
    BigDecimal over = BigDecimal.valueOf(amount).subtract(most).setScale(0, RoundingMode.DOWN);
    return Math.min(amount, Math.max(0, over.longValue()));
  }
}
