/** What is compared, how, and by which keys: everything about a population that is no number. */
@CheckReturnValue
package org.yima.index.matching.schema;

import com.google.errorprone.annotations.CheckReturnValue;
