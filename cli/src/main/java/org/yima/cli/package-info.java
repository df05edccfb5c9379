/** The command line of hospitals' engineers: signs in and speaks only the public API. */
package org.yima.cli;
