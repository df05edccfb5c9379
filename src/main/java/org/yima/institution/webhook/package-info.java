/**
 * Webhooks: what a hospital could read from its feeds is posted to it, in each feed's order, signed
 * by Standard Webhooks. A delivery that is not accepted is tried again and holds back only the feed
 * it lies in; what is accepted twice has the same {@code webhook-id}.
 */
@CheckReturnValue
package org.yima.institution.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
