package org.yima.booking.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yima.platform.Problem;

/** What a hospital may publish and change: numbers that are taken stand. */
class SessionChangeTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final LocalDate DATE = LocalDate.of(2026, 12, 1);
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-20T08:00:00+08:00");

  private static SessionBody.SegmentBody slot(String code, String from, String to, int capacity) {
    return new SessionBody.SegmentBody(code, from, to, null, capacity);
  }

  private static SessionBody body(LocalDate date, SessionBody.SegmentBody... slots) {
    return new SessionBody("D", "X", date, 1000L, null, null, List.of(slots));
  }

  private static SessionPlan plan(SessionBody.SegmentBody... slots) {
    return SessionPlan.of(body(DATE, slots), NOW, ZONE);
  }

  private static SessionChange.Existing existing(String code, int taken) {
    return new SessionChange.Existing(
        code,
        OffsetDateTime.parse("2026-12-01T00:00:00Z"),
        OffsetDateTime.parse("2026-12-01T01:00:00Z"),
        taken);
  }

  private static List<String> conflicts(SessionPlan plan, SessionChange.Existing... existing) {
    return SessionChange.conflicts(DATE, List.of(existing), plan).stream()
        .map(Problem.FieldError::pointer)
        .toList();
  }

  @Test
  void bothFormsOfATimeMeanTheSame() {
    SessionPlan plain = plan(slot("a", "08:00", "09:00", 1));
    SessionPlan full = plan(slot("a", "2026-12-01T00:00:00Z", "2026-12-01T09:00:00+08:00", 1));
    assertThat(plain).isEqualTo(full);
    assertThat(plain.releaseAt()).isEqualTo(NOW);
    assertThat(plain.cancelUntil()).isEqualTo("2026-12-01T08:00:00+08:00");
  }

  @Test
  void timesThatDoNotFitAreNamed() {
    assertThatThrownBy(
            () ->
                plan(
                    slot("a", "09:00", "08:00", 1),
                    slot("a", "08:00", "09:00", 1),
                    slot("b", "8 am", "09:00", 1),
                    slot("c", "2026-12-02T08:00:00+08:00", "09:00", 1)))
        .isInstanceOfSatisfying(
            Problem.class,
            it ->
                assertThat(it.errors())
                    .extracting(Problem.FieldError::pointer)
                    .containsExactly(
                        "/segments/0/to",
                        "/segments/1/code",
                        "/segments/2/from",
                        "/segments/3/from"));
  }

  @Test
  void capacityMayFallToWhatIsTakenAndNotBelow() {
    assertThat(conflicts(plan(slot("a", "08:00", "09:00", 3)), existing("a", 3))).isEmpty();
    assertThat(conflicts(plan(slot("a", "08:00", "09:00", 2)), existing("a", 3)))
        .containsExactly("/segments/0/capacity");
  }

  @Test
  void aSegmentWithNumbersTakenKeepsItsTimesAndCannotVanish() {
    assertThat(conflicts(plan(slot("a", "08:30", "09:30", 3)), existing("a", 1)))
        .containsExactly("/segments/0/from", "/segments/0/to");
    assertThat(conflicts(plan(slot("b", "08:00", "09:00", 3)), existing("a", 1)))
        .containsExactly("/segments");
    assertThat(conflicts(plan(slot("b", "08:30", "09:30", 0)), existing("a", 0))).isEmpty();
  }

  @Test
  void theDateStandsOnceANumberIsTaken() {
    SessionPlan moved =
        SessionPlan.of(body(DATE.plusDays(1), slot("a", "08:00", "09:00", 3)), NOW, ZONE);
    assertThat(conflicts(moved, existing("a", 0))).isEmpty();
    assertThat(conflicts(moved, existing("a", 1))).contains("/date");
  }
}
