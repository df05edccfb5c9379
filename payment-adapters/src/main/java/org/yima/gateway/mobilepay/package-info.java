/**
 * Mobile payment with medical insurance (医保移动支付): a bill is uploaded with the patient's
 * authorisation, ordered and pre-settled; the cash part is paid at a cashier, and then the centre
 * settles the insurance part.
 *
 * <p>Who speaks to the centre is which {@link org.yima.gateway.mobilepay.MobilePayment} an
 * institution has: the centre's adapter where we do (platform-led), {@link
 * org.yima.gateway.mobilepay.HisLedPayment} where its own system does and hands over the same
 * records (HIS-led).
 */
@CheckReturnValue
package org.yima.gateway.mobilepay;

import com.google.errorprone.annotations.CheckReturnValue;
