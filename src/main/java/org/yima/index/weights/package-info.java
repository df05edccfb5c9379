/**
 * Versions of the weights: proposed by one person, tried on what people have decided, approved by
 * another, and followed by what is stored. Every link and every doubt names the version that it was
 * weighed by.
 */
@CheckReturnValue
package org.yima.index.weights;

import com.google.errorprone.annotations.CheckReturnValue;
