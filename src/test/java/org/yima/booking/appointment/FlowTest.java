package org.yima.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yima.booking.AppointmentStatus;

/** The table of steps: complete, without contradiction, and always with a way out. */
class FlowTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  @Test
  void nothingFollowsAFinalStatusAndSomethingEveryOther() {
    for (AppointmentStatus status : AppointmentStatus.values()) {
      boolean moves = Flow.TABLE.stream().anyMatch(t -> t.from() == status);
      assertThat(moves).as(status.name()).isEqualTo(!status.isFinal());
    }
  }

  @Test
  void aStepLeadsToOnePlaceOnly() {
    Set<String> seen = new HashSet<>();
    for (Flow.Transition t : Flow.TABLE) {
      assertThat(seen.add(t.from() + "/" + t.step())).as(t.toString()).isTrue();
    }
  }

  @Test
  void whatFreesItsNumberIsFinalSoNoNumberIsFreedTwice() {
    for (AppointmentStatus status : AppointmentStatus.values()) {
      if (status.freesNumber()) {
        assertThat(status.isFinal()).as(status.name()).isTrue();
      }
    }
  }

  @Test
  void bookedIsReachedByTheHospitalsYesAlone() {
    assertThat(Flow.TABLE)
        .filteredOn(t -> t.to() == AppointmentStatus.BOOKED)
        .allMatch(t -> t.step() == Step.CONFIRM);
  }

  @Test
  void everyStatusIsReachedAndEveryStepUsed() {
    Set<AppointmentStatus> reached =
        EnumSet.of(AppointmentStatus.HELD, AppointmentStatus.AWAITING_CONFIRMATION);
    Set<Step> used = EnumSet.noneOf(Step.class);
    for (Flow.Transition t : Flow.TABLE) {
      reached.add(t.to());
      used.add(t.step());
    }
    assertThat(reached).containsExactlyInAnyOrder(AppointmentStatus.values());
    assertThat(used).containsExactlyInAnyOrder(Step.values());
  }

  @Test
  void anyWalkEndsAndAStopEndsEveryLivingAppointment() {
    Random seeds = new Random(Long.getLong("yima.seed", 16));
    for (int walk = 0; walk < 20 * SCALE; walk++) {
      anyWalkEnds(seeds.nextLong());
    }
  }

  private static void anyWalkEnds(long seed) {
    Random random = new Random(seed);
    AppointmentStatus status = AppointmentStatus.HELD;
    List<Step> steps = List.of(Step.values());
    int made = 0;
    for (int i = 0; i < 2000 && !status.isFinal(); i++) {
      assertThat(Flow.next(status, Step.STOP))
          .as("seed " + seed)
          .contains(AppointmentStatus.STOPPED);
      Step step = steps.get(random.nextInt(steps.size()));
      AppointmentStatus before = status;
      status = Flow.next(status, step).orElse(status);
      if (status != before) {
        made++;
        assertThat(Flow.isDone(status, step)).as("seed " + seed).isTrue();
      }
    }
    assertThat(status.isFinal()).as("seed " + seed).isTrue();
    assertThat(made).as("seed " + seed).isLessThanOrEqualTo(4);
  }
}
