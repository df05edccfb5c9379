/**
 * WeChat Pay APIv3 in partner mode on the official SDK: orders in the wallet, from our app, from a
 * browser and by a code that we show (JSAPI, APP, H5, Native), payment codes, orders of medical
 * insurance and cash together; the day's trade bill and the fund-flow bill of a merchant; the
 * payer's identity by OAuth, and the insurance authorisation given in WeChat.
 *
 * <p>The fund-flow bill follows WeChat's public pages for service providers ({@code
 * /v3/bill/sub-merchant-fundflowbill}); that its cipher has no associated data and that the digest
 * is of the file before it was encrypted is how those who published code read them.
 *
 * <p>The SDK puts bodies and signatures into its exceptions' texts and, at DEBUG, into its log:
 * none of its exceptions leaves this package, and the logger {@code com.wechat.pay.java} belongs at
 * INFO or above.
 */
@CheckReturnValue
package org.yima.gateway.wechat;

import com.google.errorprone.annotations.CheckReturnValue;
