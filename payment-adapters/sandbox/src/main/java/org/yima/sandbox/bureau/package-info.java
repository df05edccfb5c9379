/**
 * The medical insurance bureau: authorisation codes, the provider interface (FSI) and the fund's
 * arithmetic. Results are computed from each insured person's rules and what they used this year,
 * and so is what is refused; a person can be scripted to be refused beside that.
 */
package org.yima.sandbox.bureau;
