/**
 * The control API that belongs to no single gateway: faults, books, recent calls, reset, and the
 * page for people.
 */
package org.yima.sandbox.control;
