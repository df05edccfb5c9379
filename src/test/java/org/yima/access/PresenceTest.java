package org.yima.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;

class PresenceTest {
  private static final Instant END = Instant.parse("2026-11-21T08:10:00Z");
  private static final Id STAFF = id(IdType.STAFF, 1);
  private static final Id HOSPITAL = id(IdType.INSTITUTION, 2);
  private static final Id RESIDENT = id(IdType.RESIDENT, 3);
  private static final Presence PRESENCE =
      new Presence(
          id(IdType.PRESENCE, 4), STAFF, HOSPITAL, Optional.of(RESIDENT), new byte[0], END);

  private static Id id(IdType type, int n) {
    return new Id(type, new UUID(0x7000, 0x8000_0000_0000_0000L + n));
  }

  private static Caller staff(Id id, Id institution) {
    return new Caller(
        Role.HOSPITAL_STAFF, Optional.of(id), Optional.of(institution), Optional.empty());
  }

  private static Optional<AccessProblem> refusal(Caller caller, Id named, Instant now) {
    return PRESENCE.refusal(caller, Optional.of(named), now);
  }

  @Test
  void itLastsToItsLastMoment() {
    Caller own = staff(STAFF, HOSPITAL);
    assertThat(refusal(own, RESIDENT, END.minusNanos(1))).isEmpty();
    assertThat(refusal(own, RESIDENT, END)).contains(AccessProblem.PRESENCE_EXPIRED);
  }

  @Test
  void everyOtherIsRefusedInItsOwnWords() {
    Instant now = END.minusSeconds(60);
    assertThat(refusal(staff(STAFF, id(IdType.INSTITUTION, 9)), RESIDENT, now))
        .contains(AccessProblem.PRESENCE_INSTITUTION);
    assertThat(refusal(staff(id(IdType.STAFF, 9), HOSPITAL), RESIDENT, now))
        .contains(AccessProblem.PRESENCE_STAFF);
    assertThat(refusal(staff(STAFF, HOSPITAL), id(IdType.RESIDENT, 9), now))
        .contains(AccessProblem.PRESENCE_RESIDENT);
  }

  @Test
  void nobodyIsNamedAsLongAsThePersonIsNoResident() {
    Presence unknown =
        new Presence(PRESENCE.id(), STAFF, HOSPITAL, Optional.empty(), new byte[0], END);
    Caller own = staff(STAFF, HOSPITAL);
    Instant now = END.minusSeconds(60);
    assertThat(unknown.refusal(own, Optional.empty(), now)).isEmpty();
    assertThat(unknown.refusal(own, Optional.of(RESIDENT), now))
        .contains(AccessProblem.PRESENCE_RESIDENT);
  }
}
