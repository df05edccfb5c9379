/**
 * Fellegi-Sunter weights: m and u of every level, how they are estimated, and how a pair is scored.
 */
@CheckReturnValue
package org.yima.index.matching.weight;

import com.google.errorprone.annotations.CheckReturnValue;
