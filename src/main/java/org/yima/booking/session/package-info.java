/** Number sources: what hospitals publish and residents choose from. */
@CheckReturnValue
package org.yima.booking.session;

import com.google.errorprone.annotations.CheckReturnValue;
