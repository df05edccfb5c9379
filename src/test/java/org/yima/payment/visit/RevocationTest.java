package org.yima.payment.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.payment.visit.Revocation.Call;
import org.yima.payment.visit.Revocation.Heard;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * Taking a visit back against a bureau that loses, delays and refuses: it always ends, with nothing
 * left there. A failure names its seed.
 */
class RevocationTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Id PLAN = new Id(IdType.PLAN, new UUID(0x0190_0000_0000_7000L, 1L << 63));

  /** The bureau's side: what it holds, and what it answered to which message. */
  private static final class Bureau {
    private final Random random;
    private final Map<String, Heard> answered = new HashMap<>();
    private boolean registered;
    private boolean lines;
    private int trouble = 12;

    Bureau(Random random) {
      this.random = random;
    }

    Heard call(String msgid, Call call) {
      boolean bad = trouble-- > 0;
      int dice = bad ? random.nextInt(6) : 5;
      if (dice == 0) {
        return Heard.UNKNOWN;
      }
      Heard heard = answered.computeIfAbsent(msgid, id -> bad ? judged(call, dice) : done(call));
      return dice == 1 ? Heard.UNKNOWN : heard;
    }

    private Heard judged(Call call, int dice) {
      return switch (dice) {
        case 2 -> Heard.BUSY;
        case 3 -> Heard.REFUSED;
        default -> done(call);
      };
    }

    private Heard done(Call call) {
      switch (call) {
        case REGISTER_AGAIN -> registered = true;
        case TAKE_LINES_BACK -> lines = false;
        case CANCEL_VISIT -> {
          if (lines) {
            return Heard.REFUSED;
          }
          registered = false;
        }
      }
      return Heard.DONE;
    }
  }

  @Test
  void whateverTheBureauAnswersNothingIsLeftThere() {
    for (long seed = 1; seed <= 20_000; seed++) {
      try {
        run(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void run(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    Bureau bureau = new Bureau(random);
    boolean known = random.nextBoolean();
    bureau.registered = known || random.nextBoolean();
    bureau.lines = known && random.nextBoolean();
    if (!known && bureau.registered) {
      bureau.answered.put("m0", Heard.DONE);
    }
    BureauVisit visit =
        new BureauVisit(
            PLAN,
            PLAN,
            known ? VisitState.STANDS : VisitState.REGISTERING,
            VisitFacts.NONE,
            known ? "" : "m0",
            false,
            0);
    Instant now = START;
    int sent = 0;
    List<String> unknown = new ArrayList<>();
    Optional<Instant> due = Optional.of(now);
    for (int steps = 0; due.isPresent(); steps++) {
      assertThat(steps).as("ends").isLessThan(200);
      now = due.get().isAfter(now) ? due.get() : now;
      Call call = Revocation.call(visit);
      String msgid = visit.asked().isEmpty() ? "m" + ++sent : visit.asked();
      visit = Revocation.begin(visit, msgid);
      assertThat(unknown).as("an unknown call is made again under its id").allMatch(msgid::equals);
      unknown.clear();
      if (random.nextInt(10) == 0) {
        // The server dies before the call; another finds the intent.
        unknown.add(msgid);
        now = now.plus(Duration.ofSeconds(45));
        continue;
      }
      Heard heard = bureau.call(msgid, call);
      if (heard == Heard.UNKNOWN) {
        unknown.add(msgid);
      }
      Revocation.Step step = Revocation.learn(visit, heard, now);
      visit = step.visit();
      due = step.due();
    }
    assertThat(visit.state().over()).isTrue();
    assertThat(bureau.registered).as("registered").isFalse();
    assertThat(bureau.lines).as("lines").isFalse();
  }
}
