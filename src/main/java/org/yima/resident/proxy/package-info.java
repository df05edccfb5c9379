/**
 * Who may act for whom: asked for, decided by the resident or proved by a guardian, ended by
 * either.
 */
@CheckReturnValue
package org.yima.resident.proxy;

import com.google.errorprone.annotations.CheckReturnValue;
