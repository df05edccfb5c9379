/**
 * Who may do what: accounts, staff, systems and terminals, their credentials and tokens, and the
 * policy of each operation, declared beside it ({@link org.yima.access.Allow}) and denied by
 * default. Staff at a counter act for one resident by a {@link org.yima.access.Presence} that an ID
 * reader's signed reading has opened; each such call is audited ({@link
 * org.yima.access.AtCounter}).
 *
 * <p>Thin so far: people sign in by phone and one-time code alone, not through a wallet; a client's
 * key is replaced by registering another client; a phone that changes hands is not told apart from
 * its earlier owner before the real-name check.
 */
@CheckReturnValue
package org.yima.access;

import com.google.errorprone.annotations.CheckReturnValue;
