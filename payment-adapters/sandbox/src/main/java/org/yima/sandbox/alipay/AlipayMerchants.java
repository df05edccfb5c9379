package org.yima.sandbox.alipay;

import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** The institutions that let the application act for them, known by their tokens. */
final class AlipayMerchants {
  private final List<SandboxConfig.AlipayMerchant> merchants;

  AlipayMerchants(SandboxConfig.Alipay config) {
    this.merchants = config.merchants();
  }

  /** For whom a call is made: the token says so, and {@code seller_id} must not contradict. */
  SandboxConfig.AlipayMerchant of(AlipayCall call) {
    String token = call.parameter("app_auth_token");
    SandboxConfig.AlipayMerchant merchant =
        merchants.stream()
            .filter(m -> m.appAuthToken().equals(token))
            .findFirst()
            .orElseThrow(() -> new Refused(200, "aop.invalid-app-auth-token", "无效的应用授权令牌"));
    String seller = call.business().optional("seller_id", 28).orElse(merchant.sellerId());
    if (!seller.equals(merchant.sellerId())) {
      throw new Refused(200, "ACQ.PARTNER_ERROR", "卖家与应用授权令牌不一致");
    }
    return merchant;
  }

  SandboxConfig.AlipayMerchant named(String seller) {
    return merchants.stream()
        .filter(m -> m.sellerId().equals(seller))
        .findFirst()
        .orElseThrow(() -> new Refused(404, "merchant.unknown", "no such merchant"));
  }

  /** The first of them. */
  SandboxConfig.AlipayMerchant first() {
    return merchants.stream()
        .findFirst()
        .orElseThrow(() -> new Refused(404, "merchant.none", "no institution is configured"));
  }

  static String account(String seller) {
    return "merchant:" + seller;
  }

  /** POST /control/alipay/merchants {ref, balance}: what one has left to refund from. */
  Map<String, Object> fund(Fields request, Transaction tx) {
    String seller = named(request.text("ref", 28)).sellerId();
    long balance = request.whole("balance", 0, 100_000_000_000L);
    tx.ledger().open(Alipay.CHANNEL, account(seller), balance);
    return Map.of("ref", seller, "balance", balance);
  }
}
