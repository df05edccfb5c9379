/**
 * What the adapters cost: a report verified and a charge made, through each gateway of the
 * compatibility kit, beside one bare signature verification and one bare HTTP round trip.
 */
@CheckReturnValue
package org.yima.benchmarks.gateways;

import com.google.errorprone.annotations.CheckReturnValue;
