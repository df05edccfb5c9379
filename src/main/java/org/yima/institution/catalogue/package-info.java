/** Departments and doctors: published by hospitals, read by residents. */
@CheckReturnValue
package org.yima.institution.catalogue;

import com.google.errorprone.annotations.CheckReturnValue;
