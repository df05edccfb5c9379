/** The bureau's arithmetic, tested without the interface around it. */
package org.yima.sandbox.bureau;
