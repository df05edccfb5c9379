package org.yima.gateway.insurance;

/** The bureau did it; there is nothing more to say. */
public enum Done {
  DONE
}
