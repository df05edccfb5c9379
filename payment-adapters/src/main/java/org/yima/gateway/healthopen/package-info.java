/**
 * The open platform of the electronic health card (Tencent's, which several provinces' centres
 * stand behind): JSON over one host, a SHA-256 over the fields and the application's secret, and a
 * token that lives two hours.
 *
 * <p>The requests follow what published clients send. No table of refusals was found, so it is a
 * setting; answers carry no signature, so that they are the platform's rests on TLS. The platform
 * has no call that ends a card.
 */
@CheckReturnValue
package org.yima.gateway.healthopen;

import com.google.errorprone.annotations.CheckReturnValue;
