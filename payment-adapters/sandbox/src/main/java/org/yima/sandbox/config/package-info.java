/** The configuration file and the keys it names. */
package org.yima.sandbox.config;
