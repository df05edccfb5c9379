/** Every test speaks real HTTP to a started sandbox and signs with its own keys. */
package org.yima.sandbox;
