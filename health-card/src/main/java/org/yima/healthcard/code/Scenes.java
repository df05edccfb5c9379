package org.yima.healthcard.code;

import java.util.EnumSet;
import java.util.Set;

/**
 * The scenes a code may be used in, as the 16-bit mask of the wire. Bits this version does not know
 * are kept, so that a content written by a newer issuer encodes again to the same bytes.
 *
 * @param mask 0 to 65535
 */
public record Scenes(int mask) {
  /** Refuses a mask that is not 16 bits. */
  public Scenes {
    if (mask < 0 || mask > 0xFFFF) {
      throw new IllegalArgumentException("a scene mask has 16 bits");
    }
  }

  /** Exactly the given scenes. */
  public static Scenes of(Scene... scenes) {
    int mask = 0;
    for (Scene scene : scenes) {
      mask |= scene.mask();
    }
    return new Scenes(mask);
  }

  /** Every scene this version knows. */
  public static Scenes all() {
    return of(Scene.values());
  }

  /** True when the code may be used in that scene. */
  public boolean allow(Scene scene) {
    return (mask & scene.mask()) != 0;
  }

  /** The known scenes of the mask. */
  public Set<Scene> known() {
    EnumSet<Scene> known = EnumSet.allOf(Scene.class);
    known.removeIf(scene -> !allow(scene));
    return known;
  }
}
