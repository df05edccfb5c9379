/**
 * The other side of the wire, for tests: a small HTTP server that answers, hangs, resets and lies.
 */
package org.yima.gateway.peer;
