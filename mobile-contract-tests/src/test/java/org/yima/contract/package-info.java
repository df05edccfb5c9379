/**
 * Journeys through the packaged server, started as a process with a sandbox and a database of its
 * own. They know the public API and nothing else; every answer is validated against {@code
 * openapi/}.
 */
package org.yima.contract;
