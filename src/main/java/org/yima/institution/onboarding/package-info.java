/** How the operator takes in institutions and gives their systems and people access. */
@CheckReturnValue
package org.yima.institution.onboarding;

import com.google.errorprone.annotations.CheckReturnValue;
