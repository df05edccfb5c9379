/** Seals under test: what was sealed and then changed shows. */
package org.yima.platform.seal;
