/**
 * Who may do what: accounts, staff, systems and terminals, their credentials and tokens, and the
 * policy of each operation, declared beside it ({@link org.yima.access.Allow}) and denied by
 * default.
 */
@CheckReturnValue
package org.yima.access;

import com.google.errorprone.annotations.CheckReturnValue;
