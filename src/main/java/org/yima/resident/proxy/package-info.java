/** Who may act for whom: asked for, decided by the resident, ended by either. */
@CheckReturnValue
package org.yima.resident.proxy;

import com.google.errorprone.annotations.CheckReturnValue;
