/**
 * What follows when persons change: sources are told of their own records, and where a record is no
 * longer certainly one with a resident's, what arose under it is put on a list for people. Whoever
 * moves records that were there before, does so under {@link org.yima.index.change.Watch}.
 */
@CheckReturnValue
package org.yima.index.change;

import com.google.errorprone.annotations.CheckReturnValue;
