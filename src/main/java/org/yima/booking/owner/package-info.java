/** Giving appointments to the resident whose they are, after an un-merge, and taking that back. */
@CheckReturnValue
package org.yima.booking.owner;

import com.google.errorprone.annotations.CheckReturnValue;
