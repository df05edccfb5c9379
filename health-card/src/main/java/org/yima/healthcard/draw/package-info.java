/** Draws code texts as QR pictures (ISO/IEC 18004), PNG and SVG, without a desktop toolkit. */
package org.yima.healthcard.draw;
