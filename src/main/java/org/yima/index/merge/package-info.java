/**
 * Joins of persons and taking them back. What two people have joined goes by homes, what one
 * reviewer or the machine has by the records that are named. A merge hangs one person under
 * another; every record keeps the person that its own source and people's answers gave it, its
 * home, in the history of its links, so a merge can be taken back at any time, also when others
 * were made on top of it.
 */
@CheckReturnValue
package org.yima.index.merge;

import com.google.errorprone.annotations.CheckReturnValue;
