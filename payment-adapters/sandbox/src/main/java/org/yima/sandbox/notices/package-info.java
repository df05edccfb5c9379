/**
 * How a gateway tells its merchants: posts that are repeated on the gateway's plan until they are
 * acknowledged, and everything that can go wrong with them on request. What a notification looks
 * like is each gateway's own.
 */
package org.yima.sandbox.notices;
