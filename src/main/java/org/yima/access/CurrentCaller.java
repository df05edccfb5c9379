package org.yima.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.yima.healthcard.code.Scene;
import org.yima.platform.Caller;

/** Who calls the present operation; set once, before the operation runs. */
@RequestScoped
public class CurrentCaller {
  private Caller caller = Caller.ANYONE;
  private Presence presence;
  private Set<Scene> scenes = EnumSet.allOf(Scene.class);

  public Caller get() {
    return caller;
  }

  /** The presence by which staff act at a counter; nothing for everybody else. */
  public Optional<Presence> presence() {
    return Optional.ofNullable(presence);
  }

  /** The scenes that the calling terminal may scan for, whatever its institution has. */
  public Set<Scene> scenes() {
    return EnumSet.copyOf(scenes);
  }

  /** Only the gate calls this, with the scenes a client was bound to when it was registered. */
  public void bound(Set<Scene> to) {
    this.scenes = to.isEmpty() ? EnumSet.allOf(Scene.class) : EnumSet.copyOf(to);
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
