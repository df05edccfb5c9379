package org.yima.gateway.tck;

/** A gateway where a payment is begun by us and done by its payer, or ended before. */
public interface Beginning extends Driver {

  /** Begins what a payer has yet to pay; again, what was begun before. */
  Standing begin(String number);

  /** Has the payer pay what {@link #begin} began; whether the wallet let them. */
  boolean payBegun(String number);

  /** Ends what nobody has paid; CLOSED when it is over. */
  Standing close(String number);
}
