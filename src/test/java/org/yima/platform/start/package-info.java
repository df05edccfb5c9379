/** What the server refuses to start on. */
package org.yima.platform.start;
