/** What every room needs. */
package org.yima.platform;
