/**
 * Hands a hospital's visit cards over to the index and retires them: files, cleaning, quarantine,
 * approvals, runs that survive a crash, balances that are accounted for to the fen.
 *
 * <p>A balance on a card is the hospital's liability towards the card's owner: it is recorded by
 * kind and as of a time, and never moves. A batch that never succeeds stops the work where it
 * stands, with its reason, until it is asked to go on. Thin so far: CSV alone (no XLSX, no NDJSON),
 * no delta extracts, no comparison of final balances at cut-over.
 *
 * <p>May use platform, access, institution, index, resident, card and payment.
 */
@CheckReturnValue
package org.yima.migration;

import com.google.errorprone.annotations.CheckReturnValue;
