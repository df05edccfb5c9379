package org.yima.sandbox.driver;

import java.util.function.Supplier;

/**
 * One call of a gateway that can be made again and again.
 *
 * @param effect whether it leaves anything in the books
 * @param again whether it does so again without being prepared anew
 * @param prepared makes what the call needs anew, and gives the call itself
 */
public record Probe(boolean effect, boolean again, Supplier<Call> prepared) {

  /** One that is prepared anew for every effect; what has none needs it once. */
  public static Probe of(boolean effect, Supplier<Call> prepared) {
    return new Probe(effect, !effect, prepared);
  }

  /** Makes one call. */
  public interface Call {
    /** Whatever the driver makes of the answer. */
    Object make();
  }
}
