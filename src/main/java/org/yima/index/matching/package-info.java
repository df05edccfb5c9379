/** Decides, without I/O, which person a record belongs to and what people have to decide. */
@CheckReturnValue
package org.yima.index.matching;

import com.google.errorprone.annotations.CheckReturnValue;
