/**
 * Holds the house to its plan: the catalogue of the migrated database, the arrows between rooms,
 * and what must not be written in the sources.
 */
package org.yima.house;
