/**
 * The state's platform of medical e-invoices (Bosssoft shape) from its own side: it issues numbers
 * and check codes, writes off, and lends its paper forms. What was printed on paper, or used in a
 * claim, is written off at the window alone.
 *
 * <p>Not known and chosen here: the error codes; that a repeated business number with the same
 * content gives the same invoice; how the check code is computed; 03 as the kind of check-ups; that
 * price and number must make a line's amount.
 */
package org.yima.sandbox.einvoice;
