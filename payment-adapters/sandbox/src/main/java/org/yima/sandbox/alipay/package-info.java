/**
 * Alipay's open platform (version 2 of its gateway): who a payer is, trades by every way with their
 * refunds, notifications and bills, orders that medical insurance pays too, and the insurance
 * authorisation that a payer gives.
 */
package org.yima.sandbox.alipay;
