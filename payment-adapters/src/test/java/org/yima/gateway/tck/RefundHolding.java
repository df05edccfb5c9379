package org.yima.gateway.tck;

/** A gateway that tells of a return which could not reach its payer. */
public interface RefundHolding extends RefundQuerying {

  /** Pays out of an account that takes nothing back. */
  Standing payUnlucky(String number);

  /** What that account holds, by the sandbox's own books. */
  long unluckyHas();
}
