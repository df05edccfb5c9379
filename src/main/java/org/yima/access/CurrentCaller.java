package org.yima.access;

import jakarta.enterprise.context.RequestScoped;
import org.yima.platform.Caller;

/** Who calls the present operation; set once, before the operation runs. */
@RequestScoped
public class CurrentCaller {
  private Caller caller = Caller.ANYONE;

  public Caller get() {
    return caller;
  }

  /** Only the gate calls this, once a token has been proven. */
  public void set(Caller proven) {
    this.caller = proven;
  }
}
