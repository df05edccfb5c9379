/**
 * What a caller signs in with, on its own side: the one-time password of a person, the assertion of
 * a system. Plain Java; the command line and the launcher of {@code ./run} share it. The server,
 * which checks both, has nothing of it, so that neither side's error hides the other's.
 */
package org.yima.cli.signin;
