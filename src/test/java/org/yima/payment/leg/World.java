package org.yima.payment.leg;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Answer.Word;

/**
 * The outside world of a simulated payment: a wallet, a bureau and an insurer with books of their
 * own, written from what real ones promise and not from what our decisions expect. Every call may
 * be lost, delayed, answered twice or refused.
 */
final class World {
  /**
   * What may go wrong in one run.
   *
   * @param unbookableFrom the round from which on the bureau tells shares that do not add up
   */
  record Weather(
      double lost,
      double lostAfter,
      double delayed,
      double busy,
      boolean settleDeclines,
      boolean settleDiffers,
      int unbookableFrom,
      boolean dividesAnew,
      boolean guaranteeDenied,
      boolean claimDenied,
      boolean reversalRefused,
      boolean refundRefusedAtFirst,
      boolean refundClosedOnce,
      boolean slips,
      boolean repeatRefused,
      boolean forgetsQuotes,
      boolean forgetsCovers,
      boolean releasesAlone,
      boolean guaranteeRefused,
      Instant calmFrom) {}

  static final class Order {
    final long amount;
    boolean paid;
    boolean closed;

    /** Of a shown code: its payer holds no order, and may be at the password. */
    boolean byCode;

    Order(long amount) {
      this.amount = amount;
    }
  }

  static final class Settled {
    final Shares shares;
    final boolean unbookable;
    boolean reversed;

    Settled(Shares shares, boolean unbookable) {
      this.shares = shares;
      this.unbookable = unbookable;
    }
  }

  static final class Cover {
    final long amount;
    boolean denied;
    boolean released;
    boolean claimed;
    boolean claimRefused;
    boolean claimReversed;

    Cover(long amount) {
      this.amount = amount;
    }

    boolean stands() {
      return !denied && !released && !claimReversed;
    }
  }

  /** A claim that the insurer has decided, and keeps under its id. */
  record Decided(ClaimOrder order, boolean accepted) {}

  record Late(Instant at, Runnable arrival) {}

  final Map<String, Order> orders = new TreeMap<>();
  final Map<String, Map<String, Long>> refunds = new TreeMap<>();
  final Set<String> closedRefunds = new HashSet<>();
  final Map<String, Settled> settlements = new TreeMap<>();
  final Map<String, String> latestOfVisit = new HashMap<>();
  final Set<String> barred = new HashSet<>();
  final Map<String, Cover> covers = new TreeMap<>();
  final Map<String, Decided> claims = new TreeMap<>();
  final List<Late> late = new ArrayList<>();
  int bars;
  int reversals;

  private final Random random;
  private final Weather weather;

  /** When a shown code dies in the wallet. */
  private final Instant codeUntil;

  World(Random random, Weather weather, Instant codeUntil) {
    this.random = random;
    this.weather = weather;
    this.codeUntil = codeUntil;
  }

  boolean calm(Instant now) {
    return !now.isBefore(weather.calmFrom());
  }

  void deliver(Instant now) {
    for (Late one : List.copyOf(late)) {
      if (!one.at().isAfter(now)) {
        late.remove(one);
        one.arrival().run();
      }
    }
  }

  /** One call over the bad line, with what is told beside it when it is made. */
  Answer call(Leg leg, Command command, LegContext context, Instant now) {
    if (!calm(now)) {
      double dice = random.nextDouble();
      if (dice < weather.lost()) {
        return Answer.of(Word.UNKNOWN);
      }
      dice -= weather.lost();
      if (dice < weather.lostAfter()) {
        Answer ignored = effect(leg, command, context, now);
        return Answer.of(Word.UNKNOWN);
      }
      dice -= weather.lostAfter();
      if (dice < weather.delayed()) {
        Instant at = now.plusSeconds(1 + random.nextInt(90));
        late.add(
            new Late(
                at,
                () -> {
                  Answer ignored = effect(leg, command, context, at);
                }));
        return Answer.of(Word.UNKNOWN);
      }
      dice -= weather.delayed();
      if (dice < weather.busy()) {
        return Answer.of(random.nextBoolean() ? Word.BUSY : Word.UNASKED);
      }
    }
    return effect(leg, command, context, now);
  }

  private Answer effect(Leg leg, Command command, LegContext context, Instant now) {
    return switch (command.op()) {
      case PREPAY -> prepay(leg);
      case PAY_CODE -> payCode(leg, now);
      case REVERSE_CHARGE -> undo(leg.hex(), now);
      case QUERY_CHARGE -> charge(leg.hex());
      case CLOSE_CHARGE -> close(leg.hex());
      case REFUND -> refund(leg.hex(), command, now);
      case QUERY_REFUND -> refundOf(leg.hex(), command.number());
      case SETTLE -> settle(leg);
      case QUERY_SETTLEMENT -> settlement(leg);
      case BAR_SETTLEMENT -> bar(leg, now);
      case REVERSE_SETTLEMENT -> reverse(leg, now);
      case GUARANTEE -> guarantee(leg, now);
      case RELEASE -> release(leg, now);
      case CLAIM -> claim(context.claim(leg.hex(), leg.amount()));
      case REVERSE_CLAIM -> reverseClaim(context.claimId(leg.hex()));
    };
  }

  private Answer prepay(Leg leg) {
    Order order = orders.computeIfAbsent(leg.hex(), key -> new Order(leg.amount()));
    return order.paid
        ? Answer.of(Word.ALREADY)
        : Answer.of(order.closed ? Word.REFUSED : Word.AWAITING);
  }

  /** Paid at once, at the password, or refused; the payer types it soon, late or never. */
  private Answer payCode(Leg leg, Instant now) {
    if (orders.containsKey(leg.hex())) {
      throw new AssertionError("a code is charged twice");
    }
    int dice = random.nextInt(6);
    if (now.isAfter(codeUntil) || dice == 0) {
      return Answer.of(Word.REFUSED, "code");
    }
    Order order = new Order(leg.amount());
    order.byCode = true;
    orders.put(leg.hex(), order);
    if (dice < 4) {
      order.paid = true;
    } else if (random.nextInt(3) > 0) {
      late.add(
          new Late(
              now.plusSeconds(random.nextInt(200)),
              () -> {
                boolean ignored = pay(leg.hex());
              }));
    }
    return charge(leg.hex());
  }

  /** For good: what was paid goes straight back, what was not never will be. */
  private Answer undo(String number, Instant now) {
    Order order = orders.get(number);
    if (order == null) {
      return Answer.of(Word.ABSENT);
    }
    Map<String, Long> done = refunds.computeIfAbsent(number, key -> new TreeMap<>());
    if (order.paid && !order.closed) {
      if (weather.reversalRefused() && !calm(now)) {
        return Answer.of(Word.REFUSED, "balance");
      }
      if (!done.isEmpty()) {
        throw new AssertionError("what went back is reversed again");
      }
      done.put("reversal", order.amount);
      reversals++;
    }
    order.closed = true;
    return Answer.of(Word.DEAD);
  }

  private Answer charge(String number) {
    Order order = orders.get(number);
    if (order == null) {
      return Answer.of(Word.ABSENT);
    }
    if (order.byCode && order.closed) {
      return Answer.of(Word.DEAD);
    }
    return order.paid
        ? Answer.paid("tx" + number, order.amount)
        : Answer.of(order.closed ? Word.DEAD : Word.UNPAID);
  }

  private Answer close(String number) {
    Order order = orders.get(number);
    if (order == null) {
      return Answer.of(Word.ABSENT);
    }
    if (order.paid) {
      return Answer.of(Word.ALREADY);
    }
    order.closed = true;
    return Answer.of(Word.DEAD);
  }

  /**
   * The payer types the password; a closed order lets it slip through where the weather says so, a
   * reversed one never.
   */
  boolean pay(String number) {
    Order order = orders.get(number);
    boolean slips = weather.slips() && order != null && !order.byCode;
    if (order == null || order.paid || (order.closed && !slips)) {
      return false;
    }
    order.paid = true;
    return true;
  }

  private Answer refund(String number, Command command, Instant now) {
    Order order = orders.get(number);
    if (order == null || !order.paid || (order.byCode && order.closed)) {
      return Answer.of(Word.REFUSED);
    }
    Map<String, Long> done = refunds.computeIfAbsent(number, key -> new TreeMap<>());
    if (closedRefunds.contains(command.number())) {
      return Answer.of(Word.RETURN_FAILED);
    }
    if (!done.containsKey(command.number())) {
      if (weather.refundRefusedAtFirst() && !calm(now)) {
        return Answer.of(Word.REFUSED);
      }
      if (weather.refundClosedOnce() && command.number().endsWith("R1")) {
        closedRefunds.add(command.number());
        return Answer.of(Word.RUNNING);
      }
      long sum = done.values().stream().mapToLong(Long::longValue).sum();
      if (sum + command.amount() > order.amount) {
        throw new AssertionError("more is returned than was paid");
      }
      done.put(command.number(), command.amount());
    }
    return Answer.of(random.nextBoolean() ? Word.RUNNING : Word.REVERSED);
  }

  private Answer refundOf(String number, String refundNumber) {
    if (closedRefunds.contains(refundNumber)) {
      return Answer.of(Word.RETURN_FAILED);
    }
    boolean known = refunds.getOrDefault(number, Map.of()).containsKey(refundNumber);
    return Answer.of(known ? Word.REVERSED : Word.ABSENT);
  }

  private Answer settle(Leg leg) {
    String msgid = leg.asked();
    if (barred.contains(msgid) || weather.settleDeclines()) {
      return Answer.of(Word.REFUSED, "refused");
    }
    Shares shares = leg.expected().orElseThrow();
    if (weather.settleDiffers()) {
      shares =
          new Shares(
              shares.fund(),
              shares.funds(),
              shares.account() + 1,
              shares.mutualAid(),
              shares.hospital(),
              shares.cash() - 1);
    }
    if (weather.dividesAnew() && leg.round() > 0) {
      shares = otherwise(shares);
    }
    boolean unbookable = leg.round() >= weather.unbookableFrom();
    settlements.putIfAbsent(msgid, new Settled(shares, unbookable));
    latestOfVisit.put(leg.hex(), msgid);
    return unbookable ? Answer.of(Word.UNKNOWN) : standing(msgid);
  }

  /** Asked for, its number is told whatever its shares are. */
  private Answer standing(String msgid) {
    Settled settled = settlements.get(msgid);
    return settled.unbookable
        ? Answer.unbookable("setl" + msgid)
        : Answer.settled("setl" + msgid, settled.shares);
  }

  /** With the old settlement reversed the rules divide the same total in another way. */
  private Shares otherwise(Shares trial) {
    long[] parts = {trial.fund(), trial.account(), trial.mutualAid(), trial.cash()};
    for (int i = 0; i < 2; i++) {
      int from = random.nextInt(parts.length);
      long moved = parts[from] == 0 ? 0 : 1 + random.nextInt((int) parts[from]);
      parts[from] -= moved;
      parts[random.nextInt(parts.length)] += moved;
    }
    Map<String, Long> funds = parts[0] == 0 ? Map.of() : Map.of("POOL", parts[0]);
    return new Shares(parts[0], funds, parts[1], parts[2], trial.hospital(), parts[3]);
  }

  private Answer settlement(Leg leg) {
    String msgid = latestOfVisit.get(leg.hex());
    if (msgid == null) {
      return Answer.of(Word.ABSENT);
    }
    Settled settled = settlements.get(msgid);
    return settled.reversed ? Answer.of(Word.REVERSED) : standing(msgid);
  }

  /** Noted now, done a little later; what has not arrived yet is refused when it does. */
  private Answer bar(Leg leg, Instant now) {
    bars++;
    String msgid = leg.asked();
    barred.add(msgid);
    late.add(
        new Late(
            now.plusSeconds(random.nextInt(5)),
            () -> {
              Settled settled = settlements.get(msgid);
              if (settled != null) {
                settled.reversed = true;
              }
            }));
    return Answer.of(Word.NOTED);
  }

  private Answer reverse(Leg leg, Instant now) {
    if (leg.number().isEmpty()) {
      throw new AssertionError("a settlement is reversed by its number");
    }
    String msgid = latestOfVisit.get(leg.hex());
    if (msgid == null) {
      return Answer.of(Word.REFUSED);
    }
    Settled settled = settlements.get(msgid);
    if (!settled.reversed && weather.reversalRefused() && !calm(now)) {
      return Answer.of(Word.REFUSED, "later-settlement");
    }
    if (settled.reversed && weather.repeatRefused()) {
      return Answer.of(Word.REFUSED, "-1");
    }
    settled.reversed = true;
    return Answer.of(Word.REVERSED);
  }

  /** A refusal answers for its own call: what an earlier one has given stands. */
  private Answer guarantee(Leg leg, Instant now) {
    if (weather.guaranteeRefused() && !calm(now) && random.nextBoolean()) {
      return Answer.of(Word.REFUSED, "not-now");
    }
    if (weather.forgetsQuotes() && !covers.containsKey(leg.hex())) {
      return Answer.of(Word.REFUSED, "no-quote");
    }
    Cover cover =
        covers.computeIfAbsent(
            leg.hex(),
            key -> {
              Cover made = new Cover(leg.amount());
              made.denied = weather.guaranteeDenied();
              made.released = weather.releasesAlone();
              return made;
            });
    return Answer.of(cover.denied ? Word.DENIED : cover.released ? Word.RELEASED : Word.GUARANTEED);
  }

  /** One whose insurer has forgotten what it gave until somebody looks into its books. */
  private Answer release(Leg leg, Instant now) {
    Cover cover = covers.get(leg.hex());
    boolean forgotten = weather.forgetsCovers() && leg.moved() > 0 && !calm(now);
    if (cover == null || forgotten) {
      return Answer.of(Word.ABSENT);
    }
    if (cover.claimed) {
      return Answer.of(Word.ALREADY);
    }
    cover.released = true;
    return Answer.of(Word.RELEASED);
  }

  /** What a claim says of the bureau's settlement when it is made is so. */
  void mindFacts(ClaimOrder order) {
    List<String> standing =
        settlements.entrySet().stream()
            .filter(settled -> !settled.getValue().reversed)
            .map(settled -> "setl" + settled.getKey())
            .toList();
    String claimed = order.settlement().setlId();
    if (claimed.isEmpty() ? !standing.isEmpty() : !standing.contains(claimed)) {
      throw new AssertionError("a claim tells of a settlement that does not stand");
    }
    if (order.amountFen() > order.settlement().selfPayFen()) {
      throw new AssertionError("more is claimed than was left to the insured");
    }
  }

  /**
   * The insurer that wants documents says so in either way there is: it keeps its no under the
   * claim's id, or has taken nothing in.
   */
  private Answer claim(ClaimOrder order) {
    Decided before = claims.get(order.claimId());
    if (before != null) {
      if (!before.order().equals(order)) {
        throw new AssertionError("another claim under a used id");
      }
      return Answer.of(before.accepted() ? Word.CLAIMED : Word.DENIED);
    }
    Cover cover = covers.get(order.guaranteeId());
    if (cover == null || cover.released || cover.denied) {
      return Answer.of(Word.REFUSED);
    }
    if (cover.claimed) {
      return Answer.of(Word.ALREADY);
    }
    if (weather.claimDenied() && order.documents().isEmpty()) {
      cover.claimRefused = true;
      if (random.nextBoolean()) {
        claims.put(order.claimId(), new Decided(order, false));
      }
      return Answer.of(Word.DENIED);
    }
    cover.claimed = true;
    claims.put(order.claimId(), new Decided(order, true));
    return Answer.of(Word.CLAIMED);
  }

  private Answer reverseClaim(String id) {
    Decided claim = claims.get(id);
    if (claim == null || !claim.accepted()) {
      return Answer.of(Word.REFUSED);
    }
    covers.get(claim.order().guaranteeId()).claimReversed = true;
    return Answer.of(Word.REVERSED);
  }

  long cash() {
    long paid = orders.values().stream().filter(o -> o.paid).mapToLong(o -> o.amount).sum();
    long back =
        refunds.values().stream()
            .flatMap(map -> map.values().stream())
            .mapToLong(Long::longValue)
            .sum();
    return paid - back;
  }

  /** Whether some payer may still be at the password of a code. */
  boolean codeOpen() {
    return orders.entrySet().stream().anyMatch(o -> o.getValue().byCode && payable(o.getKey()));
  }

  boolean payable(String number) {
    Order order = orders.get(number);
    return order != null && !order.paid && !order.closed;
  }

  List<Shares> standingSettlements() {
    return settlements.values().stream().filter(s -> !s.reversed).map(s -> s.shares).toList();
  }

  long covered() {
    return covers.values().stream().filter(Cover::stands).mapToLong(c -> c.amount).sum();
  }

  Optional<Instant> nextArrival() {
    return late.stream().map(Late::at).min(Instant::compareTo);
  }
}
