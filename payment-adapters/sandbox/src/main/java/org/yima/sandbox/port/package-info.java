/**
 * Yima's own ports, where no public interface exists: RFC 9421 signatures in one fixed profile, and
 * the two small gateways behind it, short messages and the identity check.
 */
package org.yima.sandbox.port;
