/**
 * Hospitals' own visit cards in the hands of their owners: known by the equal document, or claimed
 * and proved by the phone on file, by a face, or at the hospital's counter.
 */
@CheckReturnValue
package org.yima.card.visitcard;

import com.google.errorprone.annotations.CheckReturnValue;
