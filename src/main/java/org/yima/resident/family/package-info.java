/** The residents of an account in the app: oneself, and those one acts or wishes to act for. */
@CheckReturnValue
package org.yima.resident.family;

import com.google.errorprone.annotations.CheckReturnValue;
