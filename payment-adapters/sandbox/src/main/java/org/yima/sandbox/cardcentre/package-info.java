/**
 * A province's card centre with the {@code ehc.*} methods: it registers people, derives card ids by
 * the national rules, makes codes with an end of validity, and takes each dynamic code once.
 */
package org.yima.sandbox.cardcentre;
