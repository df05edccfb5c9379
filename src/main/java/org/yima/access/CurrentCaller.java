package org.yima.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.yima.platform.Caller;

/** Who calls the present operation; set once, before the operation runs. */
@RequestScoped
public class CurrentCaller {
  private Caller caller = Caller.ANYONE;
  private Presence presence;

  public Caller get() {
    return caller;
  }

  /** The presence by which staff act at a counter; nothing for everybody else. */
  public Optional<Presence> presence() {
    return Optional.ofNullable(presence);
  }

  /** Only the gate calls this, once a presence has been shown. */
  public void at(Presence shown) {
    this.presence = shown;
  }

  /** Only the gate calls this, once a token has been proven. */
  public void set(Caller proven) {
    this.caller = proven;
  }
}
