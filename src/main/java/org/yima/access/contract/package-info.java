/** The contract, one OpenAPI document per audience, cut from what the resources themselves say. */
@CheckReturnValue
package org.yima.access.contract;

import com.google.errorprone.annotations.CheckReturnValue;
