/** Draws code texts as QR pictures (ISO/IEC 18004), PNG and SVG, without a desktop toolkit. */
@CheckReturnValue
package org.yima.healthcard.draw;

import com.google.errorprone.annotations.CheckReturnValue;
