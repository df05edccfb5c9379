/**
 * A province's card centre (电子健康卡卡管中心): it registers people under the national health card and
 * makes and checks the codes that installed scanners read.
 */
@CheckReturnValue
package org.yima.gateway.cardcentre;

import com.google.errorprone.annotations.CheckReturnValue;
