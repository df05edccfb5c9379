package org.yima.payment.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.payment.attention.Needs;
import org.yima.payment.attention.Reason;
import org.yima.payment.gateways.LegContext;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * Runs payments against a world that loses, delays, repeats and refuses, with servers that die
 * between intent and answer and answers that arrive from the dead. How it is judged: whatever
 * happened, when the world calms down every payment comes to rest, either with exactly what is due
 * standing at the gateways or with nothing of it, and the ledger says the same as the gateways'
 * books.
 *
 * <p>A failure names its seed; {@code -Dpayment.seed=} runs that one alone. {@code ./verify --full}
 * runs more.
 */
class PaymentSimulationTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration CODE_LIFE = Duration.ofMinutes(1);
  private static final Mirror.Accounts ACCOUNTS = new Mirror.Accounts("ins", "bill");
  private static final ClaimDocument INVOICE =
      new ClaimDocument(ClaimDocument.Kind.E_INVOICE, "0701-1", "d".repeat(64));
  private static final int RUNS = 20_000 * Integer.getInteger("yima.scale", 1);

  private final Map<PaymentStatus, Integer> ends = new EnumMap<>(PaymentStatus.class);
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int bars;
  private int replaced;
  private int secondSuccesses;
  private int takenOtherwise;
  private int stoppedOtherwise;
  private int needed;
  private long forgottenQuotes;
  private long forgottenCovers;
  private int codesPaid;
  private int codesReversed;
  private int moneyReversed;
  private int codesBlocked;
  private int claimedAnew;
  private int provenInRefunds;

  /**
   * As long as this a payer's nudges and the insurer's no may go on: it ends by time, not by
   * asking.
   */
  @Test
  void aGuaranteeThatNobodyKnowsIsGivenUpOnlyWhenNoCallCanBeUnderWay() {
    Leg closing =
        new Leg(
            new Id(IdType.LEG, new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L)),
            LegKind.COMMERCIAL,
            0,
            100,
            LegState.CLOSING,
            0,
            Optional.empty(),
            Optional.empty(),
            "",
            "",
            false,
            false,
            false,
            List.of(),
            0,
            START,
            false);
    Command release = new Command(Op.RELEASE, closing.id(), "", 100);
    Command guarantee = new Command(Op.GUARANTEE, closing.id(), "", 100);
    Leg leg = closing;
    for (int i = 0; i < 40; i++) {
      leg = LegMachine.learn(leg, release, Answer.of(Answer.Word.ABSENT), START, START).soon();
      leg = LegMachine.learn(leg, guarantee, Answer.of(Answer.Word.REFUSED), START, START).soon();
    }
    assertThat(leg.state()).isEqualTo(LegState.CLOSING);
    assertThat(leg.notBefore()).isAfter(START.plusSeconds(90));
    Instant then = leg.notBefore();
    assertThat(LegMachine.learn(leg, release, Answer.of(Answer.Word.UNKNOWN), START, then).state())
        .isEqualTo(LegState.CLOSING);
    assertThat(LegMachine.learn(leg, release, Answer.of(Answer.Word.ABSENT), START, then).state())
        .isEqualTo(LegState.CLOSED);
  }

  /** The first call gave it, its server died, and the second is refused: it must be released. */
  @Test
  void aGuaranteeThatWasAskedForTwiceIsNotDeclinedByOneRefusal() {
    Id leg = new Id(IdType.LEG, new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0002L));
    Payment asked =
        Payment.begun(
            new Id(IdType.PAYMENT, new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0003L)),
            new Payment.Due(100, 0),
            START.plusSeconds(900),
            List.of(Leg.commercial(leg, 0, 100)));
    Answer refused = Answer.of(Answer.Word.REFUSED);
    Courses.Step first = Courses.decide(asked, START);
    Command command = first.command().orElseThrow();
    assertThat(Courses.learn(first.payment(), command, refused, START).leg(leg).state())
        .isEqualTo(LegState.DECLINED);
    Payment again = first.payment();
    for (int deaths = 0; deaths < 3; deaths++) {
      Courses.Step next = Courses.decide(again, START);
      assertThat(next.command().map(Command::op)).contains(Op.GUARANTEE);
      again = next.payment();
      assertThat(Courses.learn(again, command, refused, START).leg(leg).state())
          .isEqualTo(LegState.UNKNOWN);
      assertThat(Courses.learnLate(again, command, refused, START).leg(leg).state())
          .isEqualTo(LegState.UNKNOWN);
    }
  }

  @Test
  void everyPaymentEndsPaidOrWithEverythingBack() {
    Long only = Long.getLong("payment.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? RUNS : only;
    for (long seed = first; seed <= last; seed++) {
      try {
        new Run(seed).go();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    if (only == null) {
      assertThat(ends)
          .containsKeys(
              PaymentStatus.PAID,
              PaymentStatus.FAILED,
              PaymentStatus.CANCELLED,
              PaymentStatus.PARTLY_REFUNDED,
              PaymentStatus.REFUNDED);
      assertThat(reasons)
          .containsKeys(
              "settled-differs",
              "settlement-unbookable",
              "insurance-declined",
              "insurance-unknown",
              "insurer-declined",
              "expired",
              "cancelled",
              "reversal-refused");
      assertThat(bars).isPositive();
      assertThat(replaced).isPositive();
      assertThat(secondSuccesses).isPositive();
      assertThat(takenOtherwise).isPositive();
      assertThat(stoppedOtherwise).isPositive();
      assertThat(needed).isPositive();
      assertThat(forgottenQuotes).isPositive();
      assertThat(forgottenCovers).isPositive();
      assertThat(codesPaid).isPositive();
      assertThat(codesReversed).isPositive();
      assertThat(moneyReversed).isPositive();
      assertThat(codesBlocked).isPositive();
      assertThat(claimedAnew).isPositive();
      assertThat(provenInRefunds).isPositive();
    }
  }

  /**
   * What a payer confirmed of a refund that settles anew.
   *
   * @param before what the settlement that stood then had divided
   */
  private record Agreed(Id leg, Shares plan, Optional<Shares> before) {}

  private final class Run {
    private final Random random;
    private final World world;
    private final World.Weather weather;
    private final boolean byCode;
    private final Map<String, Long> ledger = new TreeMap<>();
    private final Map<Id, LegContext> contexts = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private final List<World.Late> events = new ArrayList<>();
    private Instant now = START;
    private Payment payment;
    private long sequence;
    private int refundsWanted;
    private boolean slipped;
    private final Set<Needs.Need> open = new HashSet<>();
    private Optional<Agreed> agreed = Optional.empty();

    Run(long seed) {
      this.random = new Random(seed * 0x9E3779B97F4A7C15L);
      double bad = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.2;
      this.weather =
          new World.Weather(
              bad,
              bad,
              bad * random.nextDouble(),
              bad * random.nextDouble(),
              random.nextInt(8) == 0,
              random.nextInt(8) == 0,
              unbookableFrom(),
              random.nextInt(3) == 0,
              random.nextInt(10) == 0,
              random.nextInt(6) == 0,
              random.nextInt(6) == 0,
              random.nextInt(6) == 0,
              random.nextInt(6) == 0,
              random.nextInt(6) == 0,
              random.nextInt(3) == 0,
              random.nextInt(8) == 0,
              random.nextInt(6) == 0,
              random.nextInt(10) == 0,
              random.nextInt(4) == 0,
              START.plusSeconds(600 + random.nextInt(7200)));
      this.byCode = random.nextInt(3) == 0;
      this.world = new World(random, weather, START.plus(CODE_LIFE));
      this.refundsWanted = random.nextInt(3);
      this.payment = begin();
    }

    private int unbookableFrom() {
      int dice = random.nextInt(10);
      return dice < 2 ? dice : Integer.MAX_VALUE;
    }

    private Id id() {
      sequence++;
      return new Id(
          IdType.LEG, new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | sequence));
    }

    private Shares shares(long total) {
      long fund = random.nextInt((int) total);
      long account = random.nextInt((int) (total - fund));
      long family = random.nextInt(3) == 0 ? random.nextInt((int) (total - fund - account)) : 0;
      long cash = total - fund - account - family;
      return new Shares(
          fund, fund == 0 ? Map.of() : Map.of("POOL", fund), account, family, 0, cash);
    }

    private Payment begin() {
      long total = 2L + random.nextInt(100_000);
      List<Leg> legs = new ArrayList<>();
      long cash = plan(legs, 0, total);
      if (cash > 0) {
        legs.add(byCode ? Leg.code(id(), 0, cash) : Leg.wallet(id(), 0, cash));
      }
      if (random.nextInt(3) > 0) {
        int seconds = random.nextInt(random.nextBoolean() ? 12 : 2000);
        late(seconds, () -> payment = payment.cancel(Courses.CANCELLED), 4);
      }
      late(random.nextInt(200), this::proven, 2);
      Instant payBy = START.plus(byCode ? CODE_LIFE : Duration.ofMinutes(15));
      return Payment.begun(id(), new Payment.Due(total, cash), payBy, legs);
    }

    /** The hospital hands over what its insurer wants to see. */
    private void proven() {
      for (Leg leg : payment.legs()) {
        LegContext proven = context(leg.id()).proving(INVOICE);
        boolean refused = leg.state() == LegState.CLAIM_REFUSED;
        provenInRefunds += refused && payment.course() != Course.STAND ? 1 : 0;
        contexts.put(leg.id(), refused ? proven.insisting() : proven);
      }
    }

    private LegContext context(Id leg) {
      return contexts.getOrDefault(leg, LegContext.NOTHING);
    }

    /** What rests with a refused claim is claimed anew, where that is to be; answers whether. */
    private boolean claimsAnew() {
      Payment before = payment;
      for (Leg leg : before.legs()) {
        Payment anew = payment.claimingAnew(leg.id());
        if (!anew.equals(payment) && context(leg.id()).isToBeClaimedAnew()) {
          contexts.put(leg.id(), context(leg.id()).claimingAnew());
          claimedAnew++;
          store(anew);
        }
      }
      return !payment.equals(before);
    }

    /** What the gateway is told with a question; of a claim, when it is made, only what is so. */
    private LegContext told(Leg leg, Command command) {
      LegContext known = context(leg.id());
      LegContext told = command.op() == Op.CLAIM ? known.claiming(payment) : known;
      if (!told.equals(known)) {
        assertThat(payment.course()).as("claimed is what stands").isEqualTo(Course.STAND);
        world.mindFacts(told.claim(leg.hex(), leg.amount()));
        contexts.put(leg.id(), told);
      }
      return told;
    }

    /** Adds the insured legs of a plan and answers what remains in cash. */
    private long plan(List<Leg> legs, int round, long total) {
      long cash = total;
      if (random.nextInt(4) > 0) {
        Shares shares = shares(total);
        legs.add(Leg.insurance(id(), round, shares));
        cash = shares.cash();
      }
      if (cash > 1 && random.nextInt(3) == 0) {
        long covered = 1L + random.nextInt((int) cash);
        legs.add(Leg.commercial(id(), round, covered));
        cash -= covered;
      }
      return cash;
    }

    private void late(int seconds, Runnable what, int oneIn) {
      if (random.nextInt(oneIn) == 0) {
        events.add(new World.Late(START.plusSeconds(seconds), what));
      }
    }

    void go() {
      for (int steps = 0; ; steps++) {
        assertThat(steps).as("comes to rest").isLessThan(5000);
        fire();
        Courses.Step step = Courses.decide(payment, now);
        store(step.payment());
        if (step.command().isPresent()) {
          ask(step.command().get());
          now = now.plusMillis(100 + random.nextInt(2000));
          continue;
        }
        if (claimsAnew()) {
          continue;
        }
        Optional<Instant> wake = earliest(step.wake());
        if (wake.isEmpty()) {
          if (wantsRefund()) {
            continue;
          }
          break;
        }
        now = wake.get().isAfter(now) ? wake.get() : now;
      }
      judge();
    }

    private Optional<Instant> earliest(Optional<Instant> wake) {
      List<Instant> times = new ArrayList<>();
      wake.ifPresent(times::add);
      world.nextArrival().ifPresent(times::add);
      events.stream().map(World.Late::at).min(Instant::compareTo).ifPresent(times::add);
      return times.stream().min(Instant::compareTo);
    }

    private void fire() {
      world.deliver(now);
      for (World.Late event : List.copyOf(events)) {
        if (!event.at().isAfter(now)) {
          events.remove(event);
          event.arrival().run();
        }
      }
    }

    private void ask(Command command) {
      if (command.op() == Op.SETTLE) {
        sequence++;
        payment = payment.with(payment.leg(command.legId()).asking("msg" + sequence));
        assertThat(payment.legs())
            .as("nothing settles before the cash and the guarantees stand")
            .filteredOn(l -> l.kind() != LegKind.INSURANCE && l.round() == payment.round())
            .allMatch(l -> l.state().stands());
      }
      Leg leg = payment.leg(command.legId());
      LegContext told = told(leg, command);
      boolean storm = !world.calm(now);
      if (storm && random.nextDouble() < weather.lost() / 2) {
        // The server dies after the intent, before the call; another takes over with the lease.
        now = now.plusSeconds(60);
        return;
      }
      Answer answer = world.call(leg, command, told, now);
      if (storm && random.nextDouble() < weather.lost() / 2) {
        // It dies after the call; what it heard is lost, or comes from the dead.
        if (random.nextBoolean()) {
          events.add(
              new World.Late(
                  now.plusSeconds(60 + random.nextInt(120)),
                  () -> fromTheDead(command, told, answer)));
        }
        now = now.plusSeconds(60);
        return;
      }
      learn(command, answer);
    }

    /** As the driver does: a refusal of the claim before says nothing of one made anew since. */
    private void fromTheDead(Command command, LegContext told, Answer answer) {
      boolean echo = command.op() == Op.CLAIM && !context(command.legId()).claimsAs(told);
      if (!echo || answer.word() != Answer.Word.DENIED) {
        store(Courses.learnLate(payment, command, answer, now));
      }
    }

    private void learn(Command command, Answer answer) {
      store(Courses.learn(payment, command, answer, now));
      Leg leg = payment.leg(command.legId());
      if (leg.state() == LegState.AWAITING_PAYER && !leg.byCode() && shown.add(leg.hex())) {
        payer(leg.id());
      }
    }

    /** The payer pays soon, late, or never; the wallet tells of it, sometimes twice. */
    private void payer(Id leg) {
      if (random.nextInt(5) == 0) {
        return;
      }
      Instant when = now.plusSeconds(random.nextInt(random.nextInt(4) == 0 ? 1500 : 60));
      events.add(new World.Late(when, () -> pays(leg)));
    }

    private void pays(Id leg) {
      String number = payment.leg(leg).hex();
      boolean closed = world.orders.get(number).closed;
      if (!world.pay(number)) {
        return;
      }
      slipped |= closed;
      int times = closed ? 2 : random.nextInt(3);
      for (int i = 0; i < times; i++) {
        Command query = new Command(Op.QUERY_CHARGE, leg, "", 0);
        Answer paid = Answer.paid("tx" + number, payment.leg(leg).amount());
        events.add(
            new World.Late(
                now.plusSeconds(1 + random.nextInt(3000)),
                () ->
                    store(
                        random.nextBoolean()
                            ? payment.doubting(leg).soon(leg)
                            : Courses.learn(payment, query, paid, now))));
      }
    }

    /**
     * Every change goes through here, as every change of the shell goes through one transaction.
     */
    private void store(Payment next) {
      if (payment.course() != next.course()) {
        reasons.merge(next.why(), 1, Integer::sum);
        if (next.course() == Course.REPLACE) {
          replaced++;
        }
      }
      open.removeAll(Needs.ended(payment, next));
      open.addAll(Needs.begun(payment, next));
      needed += Needs.begun(payment, next).size();
      codesBlocked +=
          Needs.begun(payment, next).stream()
                  .anyMatch(
                      need ->
                          next.leg(need.legId()).byCode()
                              && next.leg(need.legId()).state() == LegState.RETURN_BLOCKED)
              ? 1
              : 0;
      forgottenQuotes += forgotten(next, LegState.CLOSED);
      forgottenCovers += forgotten(next, LegState.RETURN_BLOCKED);
      assertThat(next.legs())
          .as("whatever is blocked is known to need somebody")
          .filteredOn(leg -> leg.state() == LegState.RETURN_BLOCKED)
          .allMatch(leg -> open.stream().anyMatch(need -> need.legId().equals(leg.id())));
      for (Mirror.Entry entry : Mirror.between(payment, next, ACCOUNTS)) {
        assertThat(entry.amount()).isPositive();
        ledger.merge(entry.debit(), entry.amount(), Long::sum);
        ledger.merge(entry.credit(), -entry.amount(), Long::sum);
      }
      payment = next;
    }

    /** How many guarantees were only looked for, and have now come to this. */
    private long forgotten(Payment next, LegState to) {
      return payment.legs().stream()
          .filter(Leg::forgotten)
          .filter(leg -> leg.state() != LegState.RETURN_BLOCKED)
          .filter(leg -> next.leg(leg.id()).state() == to)
          .count();
    }

    private boolean wantsRefund() {
      if (payment.course() != Course.STAND || refundsWanted == 0) {
        return false;
      }
      refundsWanted--;
      if (random.nextInt(3) == 0) {
        events.add(new World.Late(now.plusSeconds(random.nextInt(10)), this::proven));
      }
      boolean insured = payment.legs().stream().anyMatch(l -> l.kind() != LegKind.WALLET);
      long left = payment.due().total() <= 2 ? 0 : random.nextInt((int) payment.due().total());
      if (left == 0 || random.nextInt(3) == 0) {
        payment = payment.on(Course.RETURN, "refund");
      } else if (!insured) {
        payment = payment.refundTo(new Payment.Due(left, left), "refund");
      } else {
        List<Leg> fresh = new ArrayList<>();
        Optional<Shares> stood = world.standingSettlements().stream().findFirst();
        long cash = plan(fresh, payment.round() + 1, left);
        long extra = cash - payment.due().cash();
        if (extra > 0) {
          fresh.add(Leg.wallet(id(), payment.round() + 1, extra));
        }
        payment =
            payment.replaceBy(
                new Payment.Due(left, cash), now.plus(Duration.ofMinutes(15)), fresh, "refund");
        agreed =
            fresh.stream()
                .filter(l -> l.kind() == LegKind.INSURANCE)
                .findFirst()
                .map(l -> new Agreed(l.id(), l.expected().orElseThrow(), stood));
      }
      return true;
    }

    /** What stands of the last refund that settled anew is within what its payer agreed to. */
    private void judgeConsent(Agreed to) {
      Leg fresh = payment.leg(to.leg());
      boolean otherwise = fresh.settled().isPresent() && !fresh.settled().equals(fresh.expected());
      if (payment.course() == Course.CLOSED) {
        stoppedOtherwise += otherwise ? 1 : 0;
        return;
      }
      if (!fresh.state().stands()) {
        return;
      }
      takenOtherwise += otherwise ? 1 : 0;
      Shares stands = world.standingSettlements().get(0);
      assertThat(stands.total()).isEqualTo(to.plan().total());
      assertThat(stands.cash()).as("cash").isLessThanOrEqualTo(to.plan().cash());
      assertThat(stands.account())
          .as("the account")
          .isLessThanOrEqualTo(
              Math.max(to.plan().account(), to.before().map(Shares::account).orElse(0L)));
      assertThat(stands.mutualAid())
          .as("the family's accounts")
          .isLessThanOrEqualTo(
              Math.max(to.plan().mutualAid(), to.before().map(Shares::mutualAid).orElse(0L)));
    }

    private void codes() {
      for (Leg leg : payment.legs()) {
        codesPaid += leg.byCode() && leg.moved() > 0 ? 1 : 0;
        codesReversed +=
            leg.byCode() && leg.moved() == 0 && leg.state() == LegState.RETURNED ? 1 : 0;
      }
      moneyReversed += world.reversals;
    }

    private void judge() {
      ends.merge(payment.status(), 1, Integer::sum);
      bars += world.bars;
      secondSuccesses += slipped ? 1 : 0;
      assertThat(payment.course()).isIn(Course.STAND, Course.CLOSED);
      assertThat(shown).as("no order that can still be paid").noneMatch(world::payable);
      assertThat(world.codeOpen()).as("a code that can still be paid").isFalse();
      codes();
      assertThat(world.standingSettlements().size()).isLessThanOrEqualTo(1);
      long insured = world.standingSettlements().stream().mapToLong(Shares::insured).sum();
      long all = world.cash() + insured + world.covered();
      if (payment.course() == Course.CLOSED) {
        assertThat(world.cash()).as("cash").isZero();
        assertThat(world.standingSettlements()).isEmpty();
        assertThat(world.covered()).as("guarantees").isZero();
      } else {
        assertThat(world.cash()).as("cash").isEqualTo(payment.due().cash());
        assertThat(all).as("everything").isEqualTo(payment.due().total());
      }
      agreed.ifPresent(this::judgeConsent);
      assertThat(open)
          .as("nothing at rest needs somebody, but a refused claim on what stands")
          .allMatch(
              need -> need.reason() == Reason.CLAIM_REFUSED && payment.course() == Course.STAND);
      ledger.values().removeIf(balance -> balance == 0);
      assertThat(-ledger.getOrDefault("bill", 0L)).as("the bill's account").isEqualTo(all);
      assertThat(ledger.getOrDefault("wallet:ins", 0L)).isEqualTo(world.cash());
      assertThat(ledger.getOrDefault("insurer:ins", 0L)).isEqualTo(world.covered());
    }
  }
}
