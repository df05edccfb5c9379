/**
 * What the adapters cost: a report verified and a charge made, through each gateway of the
 * compatibility kit, beside one bare verification of a signature of the same kind and one bare HTTP
 * round trip.
 */
@CheckReturnValue
package org.yima.benchmarks.gateways;

import com.google.errorprone.annotations.CheckReturnValue;
