package org.yima.payment.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.payment.leg.Answer.Word;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * Whatever gateways answer, and however stubbornly, a payment asks a bounded number of questions
 * before it rests or waits: no answer sets its driver spinning.
 */
class AskingPaceTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int RUNS = 1_000 * Integer.getInteger("yima.scale", 1);

  /** More than any honest chain of answers takes at one moment. */
  private static final int AT_ONE_MOMENT = 60;

  private static final int MOMENTS = 80;

  @Test
  void noAnswerIsFollowedByQuestionsWithoutEnd() {
    int waited = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      waited += new Run(seed).go();
    }
    assertThat(waited).as("payments that had to wait").isGreaterThan(RUNS);
  }

  /** What this gateway may say to this question. */
  private static List<Word> words(Op op) {
    List<Word> all = new ArrayList<>(List.of(Word.UNKNOWN, Word.UNASKED));
    all.addAll(
        switch (op) {
          case PREPAY ->
              List.of(
                  Word.AWAITING,
                  Word.ALREADY,
                  Word.DEAD,
                  Word.BUSY,
                  Word.REFUSED,
                  Word.UNPAID,
                  Word.PAID);
          case PAY_CODE ->
              List.of(Word.PAID, Word.UNPAID, Word.ALREADY, Word.DEAD, Word.BUSY, Word.REFUSED);
          case REVERSE_CHARGE -> List.of(Word.DEAD, Word.ABSENT, Word.BUSY, Word.REFUSED);
          case QUERY_CHARGE -> List.of(Word.ABSENT, Word.UNPAID, Word.PAID, Word.DEAD);
          case CLOSE_CHARGE -> List.of(Word.DEAD, Word.ALREADY, Word.ABSENT);
          case REFUND ->
              List.of(
                  Word.RUNNING,
                  Word.REVERSED,
                  Word.RETURN_FAILED,
                  Word.ABSENT,
                  Word.REFUSED,
                  Word.BUSY);
          case QUERY_REFUND ->
              List.of(Word.RUNNING, Word.REVERSED, Word.RETURN_FAILED, Word.ABSENT, Word.REFUSED);
          case SETTLE -> List.of(Word.SETTLED, Word.REFUSED, Word.BUSY);
          case QUERY_SETTLEMENT ->
              List.of(Word.ABSENT, Word.REVERSED, Word.SETTLED, Word.UNBOOKABLE);
          case BAR_SETTLEMENT -> List.of(Word.NOTED, Word.REFUSED, Word.BUSY);
          case REVERSE_SETTLEMENT -> List.of(Word.REVERSED, Word.REFUSED, Word.BUSY);
          case GUARANTEE ->
              List.of(
                  Word.GUARANTEED,
                  Word.RELEASED,
                  Word.CLAIMED,
                  Word.DENIED,
                  Word.REFUSED,
                  Word.BUSY);
          case RELEASE -> List.of(Word.RELEASED, Word.ALREADY, Word.ABSENT);
          case CLAIM -> List.of(Word.CLAIMED, Word.DENIED, Word.REFUSED, Word.BUSY);
          case REVERSE_CLAIM -> List.of(Word.REVERSED, Word.DENIED, Word.REFUSED, Word.BUSY);
        });
    return all;
  }

  private static final class Run {
    private final long seed;
    private final Random random;
    private final boolean stubborn;
    private final Map<Op, Word> always = new EnumMap<>(Op.class);
    private Payment payment;
    private Instant now = START;
    private long sequence;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed * 0x9E3779B97F4A7C15L);
      this.stubborn = random.nextInt(4) > 0;
      Shares shares = new Shares(300, Map.of("POOL", 300L), 200, 0, 0, 500);
      List<Leg> legs = new ArrayList<>();
      legs.add(random.nextInt(3) == 0 ? Leg.code(id(), 0, 400) : Leg.wallet(id(), 0, 400));
      if (random.nextBoolean()) {
        legs.add(Leg.insurance(id(), 0, shares));
      }
      if (random.nextBoolean()) {
        legs.add(Leg.commercial(id(), 0, 100));
      }
      long total = legs.stream().mapToLong(Leg::amount).sum();
      this.payment =
          Payment.begun(
              id(), new Payment.Due(total, 400), START.plus(Duration.ofMinutes(15)), legs);
    }

    private Id id() {
      sequence++;
      return new Id(
          IdType.LEG, new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | sequence));
    }

    /** How many times it waited. */
    int go() {
      for (int moment = 0; moment < MOMENTS; moment++) {
        if (random.nextInt(20) == 0) {
          payment = payment.cancel(Courses.CANCELLED);
        }
        Courses.Step step = untilItWaits();
        if (step.wake().isPresent()) {
          assertThat(step.wake().get()).as("seed %d", seed).isAfter(now);
          now = step.wake().get();
        } else if (payment.course() == Course.STAND) {
          payment = payment.refundAll("refund");
        } else {
          return moment;
        }
      }
      return MOMENTS;
    }

    private Courses.Step untilItWaits() {
      List<String> asked = new ArrayList<>();
      while (true) {
        Courses.Step step = Courses.decide(payment, now);
        payment = step.payment();
        if (step.command().isEmpty()) {
          return step;
        }
        Command command = step.command().get();
        Answer answer = answer(command);
        asked.add(command.op() + "=" + answer.word());
        assertThat(asked).as("seed %d", seed).hasSizeLessThan(AT_ONE_MOMENT);
        payment = Courses.learn(payment, command, answer, now);
      }
    }

    private Answer answer(Command command) {
      List<Word> words = words(command.op());
      Word any = words.get(random.nextInt(words.size()));
      Word word = stubborn ? always.computeIfAbsent(command.op(), op -> any) : any;
      Leg leg = payment.leg(command.legId());
      return switch (word) {
        case PAID -> Answer.paid("tx", leg.amount());
        case SETTLED -> Answer.settled("setl", leg.expected().orElseThrow());
        case UNBOOKABLE -> Answer.unbookable("setl");
        default -> Answer.of(word);
      };
    }
  }
}
