/** The bytes of uploaded files, at rest in encrypted chunks. */
@CheckReturnValue
package org.yima.migration.files;

import com.google.errorprone.annotations.CheckReturnValue;
