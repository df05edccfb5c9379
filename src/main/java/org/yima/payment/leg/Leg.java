package org.yima.payment.leg;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.platform.Id;

/**
 * One payer's part of a payment.
 *
 * @param round 0 as first planned; each refund that settles anew adds legs of a further round
 * @param amount what this payer is to bear, in fen
 * @param moved what is known to have come to stand, in fen; what went back is not taken off
 * @param expected the shares that the resident confirmed, of an insurance leg
 * @param settled the shares that the bureau settled
 * @param asked the id under which the gateway was asked last, where each call has its own (msgid)
 * @param number the gateway's own number, once known
 * @param handedOut whether the wallet's parameters have ever been known to us, so that the payer
 *     may hold them
 * @param barred whether the bureau noted that the settlement is not to stand (2601)
 * @param claimed whether the guarantee was ever claimed with success
 * @param tries how often the present state has been asked about in vain
 * @param notBefore when it may be asked about again
 * @param byCode whether the payer showed a code that pays at once, and holds no order to be paid
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Leg(
    Id id,
    LegKind kind,
    int round,
    long amount,
    LegState state,
    long moved,
    Optional<Shares> expected,
    Optional<Shares> settled,
    String asked,
    String number,
    boolean handedOut,
    boolean barred,
    boolean claimed,
    List<Return> returns,
    int tries,
    Instant notBefore,
    boolean byCode) {
  /** At the pace of asking, about ten minutes. */
  private static final int FORGOTTEN = 15;

  public Leg {
    returns = List.copyOf(returns);
  }

  /** A leg of cash. */
  public static Leg wallet(Id id, int round, long amount) {
    return planned(id, LegKind.WALLET, round, amount, Optional.empty(), false);
  }

  /** A leg of cash by the code that a payer shows. */
  public static Leg code(Id id, int round, long amount) {
    return planned(id, LegKind.WALLET, round, amount, Optional.empty(), true);
  }

  /** A leg of medical insurance, with the shares that were shown and confirmed. */
  public static Leg insurance(Id id, int round, Shares expected) {
    return planned(id, LegKind.INSURANCE, round, expected.insured(), Optional.of(expected), false);
  }

  /** A leg of a commercial insurer. */
  public static Leg commercial(Id id, int round, long amount) {
    return planned(id, LegKind.COMMERCIAL, round, amount, Optional.empty(), false);
  }

  private static Leg planned(
      Id id, LegKind kind, int round, long amount, Optional<Shares> expected, boolean byCode) {
    return new Leg(
        id,
        kind,
        round,
        amount,
        LegState.PLANNED,
        0,
        expected,
        Optional.empty(),
        "",
        "",
        false,
        false,
        false,
        List.of(),
        0,
        Instant.EPOCH,
        byCode);
  }

  /** What stands of it now, by what is known: in flight back still counts as standing. */
  public long standing() {
    if (kind == LegKind.WALLET) {
      return moved - returned(ReturnState.DONE);
    }
    return state == LegState.RETURNED ? 0 : moved;
  }

  /** Cash that stands and is not on its way back either. */
  public long available() {
    return moved
        - returns.stream()
            .filter(r -> r.state() != ReturnState.FAILED)
            .mapToLong(Return::amount)
            .sum();
  }

  private long returned(ReturnState in) {
    return returns.stream().filter(r -> r.state() == in).mapToLong(Return::amount).sum();
  }

  /** How many returns the wallet has closed so far. */
  int failedReturns() {
    return (int) returns.stream().filter(r -> r.state() == ReturnState.FAILED).count();
  }

  /** Whether what came to stand is something else than what was confirmed. */
  public boolean differs() {
    return switch (kind) {
      case WALLET, COMMERCIAL -> state.stands() && moved != amount;
      case INSURANCE -> state.stands() && !settled.equals(expected);
    };
  }

  /** Whether the bureau holds a settlement of which nobody can say who pays what. */
  public boolean unbookable() {
    return kind == LegKind.INSURANCE && !number.isEmpty() && settled.isEmpty();
  }

  /** Into another state, its tries counted anew; the same state stays as it is. */
  Leg to(LegState next) {
    return next == state ? this : entered(next, 0, Instant.EPOCH);
  }

  /** Into a state in which the same question goes on, tries kept. */
  Leg mark(LegState next) {
    return next == state ? this : entered(next, tries, notBefore);
  }

  /** Asked in vain: again at {@code when}. */
  Leg again(LegState next, Instant when) {
    return next == state
        ? copy(state, moved, settled, number, returns, tries + 1, when)
        : entered(next, tries + 1, when);
  }

  /** Not before {@code when}, its tries as they are. */
  Leg waiting(Instant when) {
    return copy(state, moved, settled, number, returns, tries, when);
  }

  /** To be asked about at once; only a call that may still be on its way is waited for. */
  public Leg soon() {
    List<Return> awake = new ArrayList<>();
    for (Return r : returns) {
      awake.add(r.awake());
    }
    boolean waits = (state == LegState.RETURN_BLOCKED && !blockedAndSeen()) || forgotten();
    return copy(state, moved, settled, number, awake, tries, waits ? notBefore : Instant.EPOCH);
  }

  /** Refused to be given back; to be looked at from {@code when} on, its tries counted anew. */
  Leg blockedUnseen(Instant when) {
    return state == LegState.RETURN_BLOCKED
        ? copy(state, moved, settled, number, returns, 0, when)
        : entered(LegState.RETURN_BLOCKED, 0, when);
  }

  /** Whether a look after the refusal has found that it stands. */
  boolean blockedAndSeen() {
    return state == LegState.RETURN_BLOCKED && tries % 2 == 1;
  }

  /** Whether a guarantee was neither given nor released for so long that it is only looked for. */
  boolean forgotten() {
    boolean back = state == LegState.CLOSING || (state == LegState.RETURNING && !claimed);
    return kind == LegKind.COMMERCIAL && back && tries >= FORGOTTEN;
  }

  Leg succeeded(long amountMoved, String gatewayNumber, Optional<Shares> shares) {
    return copy(state, amountMoved, shares, gatewayNumber, returns, tries, notBefore)
        .to(LegState.SUCCEEDED);
  }

  /** The return of this number. */
  public Return back(String number) {
    return returns.stream().filter(r -> r.number().equals(number)).findFirst().orElseThrow();
  }

  Leg with(Return changed) {
    List<Return> all = new ArrayList<>(returns);
    all.replaceAll(r -> r.number().equals(changed.number()) ? changed : r);
    return copy(state, moved, settled, number, all, tries, notBefore);
  }

  /** Plans a return. Its number follows from the leg's, so that a repeated decision is the same. */
  Leg returning(long amountBack) {
    List<Return> all = new ArrayList<>(returns);
    Instant when =
        returns.stream()
            .filter(r -> r.state() == ReturnState.FAILED)
            .map(Return::notBefore)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    all.add(Return.planned(hex() + "R" + (returns.size() + 1), amountBack, when));
    return copy(state, moved, settled, number, all, tries, notBefore);
  }

  Leg given() {
    return new Leg(
        id, kind, round, amount, state, moved, expected, settled, asked, number, true, barred,
        claimed, returns, tries, notBefore, byCode);
  }

  Leg barring() {
    return new Leg(
        id,
        kind,
        round,
        amount,
        state,
        moved,
        expected,
        settled,
        asked,
        number,
        handedOut,
        true,
        claimed,
        returns,
        0,
        Instant.EPOCH,
        byCode);
  }

  Leg claiming() {
    return new Leg(
        id, kind, round, amount, state, moved, expected, settled, asked, number, handedOut, barred,
        true, returns, tries, notBefore, byCode);
  }

  Leg inRound(int newRound) {
    return new Leg(
        id, kind, newRound, amount, state, moved, expected, settled, asked, number, handedOut,
        barred, claimed, returns, tries, notBefore, byCode);
  }

  /** Whether the one call that its code is for is over, whatever came of it. */
  public boolean hasShownItsCode() {
    return byCode && state != LegState.PLANNED && state != LegState.REQUESTED;
  }

  /** Remembers the id of the call that is about to be made. */
  public Leg asking(String id) {
    return new Leg(
        this.id, kind, round, amount, state, moved, expected, settled, id, number, handedOut,
        barred, claimed, returns, tries, notBefore, byCode);
  }

  private Leg entered(LegState next, int tried, Instant when) {
    if (!state.next().contains(next)) {
      throw new IllegalStateException("a leg does not go from " + state + " to " + next);
    }
    return copy(next, moved, settled, number, returns, tried, when);
  }

  private Leg copy(
      LegState inState,
      long amountMoved,
      Optional<Shares> shares,
      String gatewayNumber,
      List<Return> back,
      int tried,
      Instant when) {
    return new Leg(
        id,
        kind,
        round,
        amount,
        inState,
        amountMoved,
        expected,
        shares,
        asked,
        gatewayNumber,
        handedOut,
        barred,
        claimed,
        back,
        tried,
        when,
        byCode);
  }

  /** 32 hex digits: the number under which a wallet or an insurer knows this leg. */
  public String hex() {
    String text = id.toString();
    return text.substring(text.indexOf('_') + 1);
  }
}
