/**
 * The medical insurance bureau: authorisation codes, the provider interface (FSI) and the fund's
 * arithmetic. Results are computed from each insured person's rules and what they used this year;
 * refusals are scripted per person.
 */
package org.yima.sandbox.bureau;
