/** Alipay's open platform (version 2 of its gateway), as far as it tells who a payer is. */
package org.yima.sandbox.alipay;
