/**
 * The doctor at a distance: remote visits with messages and video, diagnosis, consultation of other
 * doctors, and referral to a hospital.
 *
 * <p>The room stands empty and is built later. It may use access, institution, resident, card,
 * booking, payment and record.
 */
@CheckReturnValue
package org.yima.clinic;

import com.google.errorprone.annotations.CheckReturnValue;
