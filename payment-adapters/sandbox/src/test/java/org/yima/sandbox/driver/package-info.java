/**
 * The callers of the tests: a merchant, Yima's ports, a hospital talking to its bureau, and the
 * sandbox they talk to.
 */
package org.yima.sandbox.driver;
