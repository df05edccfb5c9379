package org.yima.gateway.tck;

import java.util.List;

/** A gateway that lists what it booked. */
public interface Stating extends Refunding {

  /** The statement of today, and of yesterday if the kit began then, fetched by the adapter. */
  List<Booked> statement();

  /** A line of a statement: what came in, or negative what went back, under our number of it. */
  record Booked(String number, long fen) {}
}
