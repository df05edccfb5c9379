/**
 * Alipay's open platform (version 2 of its gateway): who a payer is, and the insurance
 * authorisation that a payer gives.
 */
package org.yima.sandbox.alipay;
