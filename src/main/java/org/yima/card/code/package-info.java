/** Codes: signing keys, issuing, pictures, and the claims that let each code be used once. */
@CheckReturnValue
package org.yima.card.code;

import com.google.errorprone.annotations.CheckReturnValue;
