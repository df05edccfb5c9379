/**
 * Who takes part: hospitals with their departments and doctors, pharmacies, insurers, the merchant
 * and insurance numbers they are paid under.
 *
 * <p>{@link org.yima.institution.Institutions} and {@link org.yima.institution.Catalogue} are what
 * other rooms read. Institutions themselves lie in a reference table that every row of every room
 * may point at.
 *
 * <p>Thin so far: an institution is taken in and not changed or ended, its merchants are WeChat
 * Pay's alone, and webhooks carry the feeds of hospitals alone: appointments, settlements, refund
 * requests.
 */
@CheckReturnValue
package org.yima.institution;

import com.google.errorprone.annotations.CheckReturnValue;
