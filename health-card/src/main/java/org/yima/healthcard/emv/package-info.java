/**
 * EMVCo QR codes, merchant presented (text TLV with a CRC) and consumer presented (Base64 of
 * BER-TLV).
 */
@CheckReturnValue
package org.yima.healthcard.emv;

import com.google.errorprone.annotations.CheckReturnValue;
