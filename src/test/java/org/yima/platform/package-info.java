/**
 * The platform under test: its promises to every room, on a real database where one is part of
 * them.
 */
package org.yima.platform;
