/**
 * Steps that bring what a source wrote into the form in which it is compared, and finders of values
 * that stand for nothing.
 */
@CheckReturnValue
package org.yima.index.matching.normal;

import com.google.errorprone.annotations.CheckReturnValue;
