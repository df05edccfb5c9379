package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** How the payer gets from our app or page into the wallet. */
public sealed interface Way {

  /**
   * Inside the wallet: its mini program or a page in its browser (WeChat JSAPI, Alipay {@code
   * trade.create}).
   *
   * @param payerId who pays, in the wallet's words (openid)
   */
  record InWallet(String payerId) implements Way {
    public InWallet {
      requireNonNull(payerId, "payerId");
    }

    @Override
    public String toString() {
      return "InWallet[..]";
    }
  }

  /** From our app on the same phone, by the wallet's SDK. */
  record App() implements Way {}

  /**
   * From a browser on the phone (WeChat H5, Alipay wap, UnionPay WAP).
   *
   * @param clientIp the payer's address as it reached us; WeChat demands it
   * @param returnUrl where the wallet sends the browser afterwards; proves nothing
   */
  record Web(String clientIp, URI returnUrl) implements Way {
    public Web {
      requireNonNull(clientIp, "clientIp");
      requireNonNull(returnUrl, "returnUrl");
    }

    @Override
    public String toString() {
      return "Web[..]";
    }
  }

  /** By a code that we show and the wallet scans (WeChat Native, Alipay precreate, UnionPay QR). */
  record Qr() implements Way {}
}
