/**
 * A province's card centre with the {@code ehc.*} methods: it registers people, derives card ids by
 * the national rules, makes codes with an end of validity, and takes each dynamic code once. The
 * open platform is a second wire to the same people and codes.
 */
package org.yima.sandbox.cardcentre;
