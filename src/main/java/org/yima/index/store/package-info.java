/** The index's tables: records, versions, links, blocks, patient numbers. */
@CheckReturnValue
package org.yima.index.store;

import com.google.errorprone.annotations.CheckReturnValue;
