/**
 * People with a wallet, whichever it is: what they do when they are asked to pay, what their wallet
 * lets them spend, and the password that it asks for. Each wallet says in its own words what stands
 * in their way.
 */
package org.yima.sandbox.payers;
