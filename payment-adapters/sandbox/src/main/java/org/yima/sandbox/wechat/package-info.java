/**
 * WeChat Pay APIv3 in partner mode, seen from the wallet: orders, payers who approve them, orders
 * of medical insurance and cash, refunds, encrypted notifications and bill files.
 */
package org.yima.sandbox.wechat;
