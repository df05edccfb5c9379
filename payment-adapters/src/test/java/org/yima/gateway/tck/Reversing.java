package org.yima.gateway.tck;

/** A gateway that undoes a payment, whatever had become of it. */
public interface Reversing extends Driver {

  /** Undoes a payment whose outcome nobody knows, wholly. */
  Standing reverse(String number);
}
