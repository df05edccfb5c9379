/**
 * The hospital's own system: an ordinary client of Yima's hospital API that confirms the numbers it
 * is asked for.
 */
package org.yima.sandbox.his;
