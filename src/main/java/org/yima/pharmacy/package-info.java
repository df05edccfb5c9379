/**
 * Medicine: prescriptions and their review by a pharmacist, the pharmacy that claims one, its
 * orders and their delivery.
 *
 * <p>The room stands empty and is built later. It may use what clinic may use, and clinic itself.
 */
@CheckReturnValue
package org.yima.pharmacy;

import com.google.errorprone.annotations.CheckReturnValue;
