/**
 * WeChat Pay APIv3 in partner mode on the official SDK: orders in the wallet, from our app, from a
 * browser and by a code that we show (JSAPI, APP, H5, Native), payment codes, orders of medical
 * insurance and cash together; the payer's identity by OAuth, and the insurance authorisation given
 * in WeChat.
 *
 * <p>The SDK puts bodies and signatures into its exceptions' texts and, at DEBUG, into its log:
 * none of its exceptions leaves this package, and the logger {@code com.wechat.pay.java} belongs at
 * INFO or above.
 */
@CheckReturnValue
package org.yima.gateway.wechat;

import com.google.errorprone.annotations.CheckReturnValue;
