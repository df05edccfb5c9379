/**
 * The national electronic health card (居民电子健康卡): its code text and the SM4 derivations behind card
 * id and validity.
 */
@CheckReturnValue
package org.yima.healthcard.national;

import com.google.errorprone.annotations.CheckReturnValue;
