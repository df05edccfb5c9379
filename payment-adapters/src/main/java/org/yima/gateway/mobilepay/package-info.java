/**
 * Mobile payment with medical insurance (医保移动支付): a bill is uploaded with the patient's
 * authorisation, ordered and pre-settled; the cash part is paid at a cashier, and then the centre
 * settles the insurance part.
 *
 * <p>An institution whose own system speaks to the centre (HIS-led) hands over the same records
 * that {@link org.yima.gateway.mobilepay.MobilePayment} gives where we speak to it (platform-led).
 */
@CheckReturnValue
package org.yima.gateway.mobilepay;

import com.google.errorprone.annotations.CheckReturnValue;
