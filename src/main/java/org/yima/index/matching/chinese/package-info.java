/**
 * The configuration for Chinese records: names, documents, phones, addresses, and the rules of a
 * city.
 */
@CheckReturnValue
package org.yima.index.matching.chinese;

import com.google.errorprone.annotations.CheckReturnValue;
