/**
 * A second implementation of the code format, written from FORMAT.md alone and without a line of
 * the library: what the document does not say would show here.
 */
package org.yima.healthcard.second;
