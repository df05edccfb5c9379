/** The relay of events and their delivery to handlers, on a real database. */
package org.yima.platform.outbox;
