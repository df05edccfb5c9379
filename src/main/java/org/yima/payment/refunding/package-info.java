/**
 * What hospitals and residents do about refunds: the resident may ask, the hospital releases and
 * refunds or says no, and where the insurance settles anew the resident authorises and confirms.
 */
@CheckReturnValue
package org.yima.payment.refunding;

import com.google.errorprone.annotations.CheckReturnValue;
