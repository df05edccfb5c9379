package org.yima.sandbox.payers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;

/**
 * A person with a wallet.
 *
 * @param channel as the books name it
 * @param ref what the wallet knows the person by
 * @param password empty text where any will do
 * @param wrong how often in a row it was mistyped
 */
public record WalletPayer(
    String channel, String ref, Behaviour behaviour, Limits limits, String password, int wrong) {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final long RICHEST = 100_000_000_000L;
  private static final int MOST_WRONG = 5;

  /**
   * Makes a payer, or changes the one with this ref: {@code ref, balance, script?, limits?,
   * password?}. What was spent stays spent.
   */
  public static WalletPayer create(String channel, int longestRef, Fields request, Transaction tx) {
    WalletPayer payer =
        new WalletPayer(
            channel,
            request.text("ref", longestRef),
            new Behaviour(request.optional("script", 64).orElse("manual")),
            Limits.of(request),
            request.optional("password", 32).orElse(""),
            0);
    payer.keep(tx);
    tx.ledger().open(channel, payer.account(), request.whole("balance", 0, RICHEST));
    return payer;
  }

  public static Optional<WalletPayer> find(Transaction tx, String channel, String ref) {
    return tx.find(WalletPayer.class, key(channel, ref));
  }

  /** Everybody with this wallet, by ref. */
  public static List<WalletPayer> all(Transaction tx, String channel) {
    return tx.owned(WalletPayer.class, channel);
  }

  private static String key(String channel, String ref) {
    return channel + ":" + ref;
  }

  private void keep(Transaction tx) {
    tx.put(key(channel, ref), channel, this);
  }

  public String account() {
    return "payer:" + ref;
  }

  public long balance(Transaction tx) {
    return tx.ledger().balance(channel, account());
  }

  /** Whether a shown code pays so much only after the password. */
  public boolean isAskedFor(long fen) {
    return behaviour.asksAlways() || fen > limits.withoutPassword();
  }

  /** What stands in the way of paying so much now. */
  public Optional<Hindrance> hindrance(Transaction tx, long fen) {
    if (wrong >= MOST_WRONG) {
      return Optional.of(Hindrance.LOCKED);
    }
    if (balance(tx) < fen) {
      return Optional.of(Hindrance.POOR);
    }
    if (fen > limits.perPayment()) {
      return Optional.of(Hindrance.PER_PAYMENT);
    }
    LocalDate today = LocalDate.ofInstant(tx.now(), ZONE);
    if (fen > limits.perDay() - spentSince(tx, today)) {
      return Optional.of(Hindrance.PER_DAY);
    }
    return fen > limits.perMonth() - spentSince(tx, today.withDayOfMonth(1))
        ? Optional.of(Hindrance.PER_MONTH)
        : Optional.empty();
  }

  /** What left the account; what came back does not count against it. */
  private long spentSince(Transaction tx, LocalDate first) {
    Instant from = first.atStartOfDay(ZONE).toInstant();
    return -tx.ledger().entries(channel, account()).stream()
        .filter(entry -> entry.amount() < 0 && !entry.isOpening() && !entry.at().isBefore(from))
        .mapToLong(Ledger.Entry::amount)
        .sum();
  }

  /**
   * The payer types a password.
   *
   * @return nothing when it is right; LOCKED when it was wrong for the last time or is locked
   *     already, WRONG otherwise
   */
  public Optional<Mistyped> type(String typed, Transaction tx) {
    if (wrong < MOST_WRONG && (password.isEmpty() || password.equals(typed))) {
      with(0).keep(tx);
      return Optional.empty();
    }
    WalletPayer after = with(Math.min(wrong + 1, MOST_WRONG));
    after.keep(tx);
    return Optional.of(after.wrong == MOST_WRONG ? Mistyped.LOCKED : Mistyped.WRONG);
  }

  private WalletPayer with(int mistyped) {
    return new WalletPayer(channel, ref, behaviour, limits, password, mistyped);
  }

  /** What a wrong password leads to. */
  public enum Mistyped {
    WRONG,
    LOCKED
  }
}
