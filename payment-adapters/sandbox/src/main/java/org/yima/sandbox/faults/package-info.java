/** Failures on request: which call of which gateway goes wrong next, how and how often. */
package org.yima.sandbox.faults;
