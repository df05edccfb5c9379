/**
 * Failures on request: which call of which gateway goes wrong next, how and how often; and what of
 * them can.
 */
package org.yima.sandbox.faults;
