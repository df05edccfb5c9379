package org.yima.index.living;

import jakarta.enterprise.context.ApplicationScoped;

/** By which weights the index decides at present. */
@ApplicationScoped
public class ActiveWeighing {
  private final Weighing current = Weighing.shipped();

  /** Those that were switched on last. */
  public Weighing current() {
    return current;
  }
}
