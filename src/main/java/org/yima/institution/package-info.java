/**
 * Who takes part: hospitals with their departments and doctors, pharmacies, insurers, the merchant
 * and insurance numbers they are paid under.
 *
 * <p>{@link org.yima.institution.Institutions} and {@link org.yima.institution.Catalogue} are what
 * other rooms read. Institutions themselves lie in a reference table that every row of every room
 * may point at.
 */
@CheckReturnValue
package org.yima.institution;

import com.google.errorprone.annotations.CheckReturnValue;
