package org.yima.house;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rooms of the server, and which others each may use: the arrows of the house. */
enum Room {
  PLATFORM,
  ACCESS(PLATFORM),
  INSTITUTION(PLATFORM, ACCESS),
  INDEX(PLATFORM, ACCESS, INSTITUTION),
  RESIDENT(PLATFORM, ACCESS, INSTITUTION, INDEX),
  CARD(PLATFORM, ACCESS, INSTITUTION, INDEX, RESIDENT),
  PAYMENT(PLATFORM, ACCESS, INSTITUTION, RESIDENT, CARD),
  BOOKING(PLATFORM, ACCESS, INSTITUTION, RESIDENT, CARD, PAYMENT),
  RECORD(PLATFORM, ACCESS, INSTITUTION, INDEX, RESIDENT),
  CLINIC(PLATFORM, ACCESS, INSTITUTION, RESIDENT, CARD, BOOKING, PAYMENT, RECORD),
  PHARMACY(PLATFORM, ACCESS, INSTITUTION, RESIDENT, CARD, BOOKING, PAYMENT, RECORD, CLINIC),
  MIGRATION(PLATFORM, ACCESS, INSTITUTION, INDEX, RESIDENT, CARD, PAYMENT);

  private static final String HOUSE = "org.yima.";

  private final Set<Room> mayUse;

  Room(Room... mayUse) {
    this.mayUse = Set.of(mayUse);
  }

  boolean mayUse(Room other) {
    return other == this || mayUse.contains(other);
  }

  /** The package that is the room's face. */
  String root() {
    return HOUSE + name().toLowerCase(Locale.ROOT);
  }

  /** The room that a class lies in; empty for classes that are not the server's. */
  static Optional<Room> of(JavaClass type) {
    for (Room room : values()) {
      if ((type.getPackageName() + ".").startsWith(room.root() + ".")) {
        return Optional.of(room);
      }
    }
    return Optional.empty();
  }
}
