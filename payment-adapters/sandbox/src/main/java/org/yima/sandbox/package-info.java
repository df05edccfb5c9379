/**
 * Every outside system Yima speaks to, seen from the other side, in one process: the wallets, the
 * medical insurance bureau, commercial insurers, the platform of medical e-invoices, the
 * short-message gateway, the identity check and the hospital's own system.
 *
 * <p>It is written from the published facts with the JDK's cryptography and shares no line with the
 * adapters, so that each side checks the other. It keeps its own double-entry books, which are the
 * independent truth for every test about money.
 */
package org.yima.sandbox;
