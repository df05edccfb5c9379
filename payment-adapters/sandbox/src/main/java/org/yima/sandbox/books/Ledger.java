package org.yima.sandbox.books;

import java.time.Instant;
import java.util.List;

/**
 * Double entry: money only moves from one account to another, so every channel sums to zero. An
 * account is {@code kind:ref}. What enters from outside the model (a payer's opening balance) comes
 * from the account {@code world:opening}, which is therefore negative.
 */
public final class Ledger {
  /** The counter-account of opening balances. */
  public static final String WORLD = "world:opening";

  private static final String OPENING = "OPENING";
  private final Transaction tx;

  Ledger(Transaction tx) {
    this.tx = tx;
  }

  /** Why money moved and what document says so. */
  public record Reason(String purpose, String ref) {}

  /** Moves fen; zero moves nothing and leaves no row. */
  public void move(String channel, Reason reason, String from, String to, long fen) {
    if (fen < 0) {
      throw new IllegalArgumentException("money moves forward; turn the accounts round");
    }
    if (fen > 0) {
      long posting = tx.next("posting");
      enter(channel, reason, posting, from, -fen);
      enter(channel, reason, posting, to, fen);
    }
  }

  private void enter(String channel, Reason reason, long posting, String account, long fen) {
    tx.run(
        "INSERT INTO entries (posting, channel, purpose, ref, account, amount, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        posting,
        channel,
        reason.purpose(),
        reason.ref(),
        account,
        fen,
        tx.now().toString());
    tx.run(
        "INSERT INTO balances (channel, account, balance) VALUES (?, ?, ?)"
            + " ON CONFLICT (channel, account) DO UPDATE SET balance = balance + excluded.balance",
        channel,
        account,
        fen);
  }

  /** What an account holds. */
  public long balance(String channel, String account) {
    return tx
        .rows(
            "SELECT balance FROM balances WHERE channel = ? AND account = ?",
            row -> row.getLong(1),
            channel,
            account)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /** Brings an account to a balance by a posting against the world outside. */
  public void open(String channel, String account, long balance) {
    long difference = balance - balance(channel, account);
    Reason reason = new Reason(OPENING, account);
    if (difference >= 0) {
      move(channel, reason, WORLD, account, difference);
    } else {
      move(channel, reason, account, WORLD, -difference);
    }
  }

  /**
   * An account's sums, straight from its rows.
   *
   * @param opening what came from outside the model
   * @param received what came in afterwards
   * @param lost what went out afterwards, as a positive number
   */
  public record Account(String account, long opening, long received, long lost, long balance) {}

  /** Every account of a channel. */
  public List<Account> accounts(String channel) {
    return tx.rows(
        "SELECT account, sum(CASE WHEN purpose = 'OPENING' THEN amount ELSE 0 END),"
            + " sum(CASE WHEN purpose <> 'OPENING' AND amount > 0 THEN amount ELSE 0 END),"
            + " sum(CASE WHEN purpose <> 'OPENING' AND amount < 0 THEN -amount ELSE 0 END), sum(amount)"
            + " FROM entries WHERE channel = ? GROUP BY account ORDER BY account",
        row ->
            new Account(
                row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
        channel);
  }

  /**
   * One side of a movement.
   *
   * @param amount positive when the account grew
   */
  public record Entry(long posting, String purpose, String ref, long amount, Instant at) {
    /** Whether it came from, or went to, the world outside. */
    public boolean isOpening() {
      return purpose.equals(OPENING);
    }
  }

  /** All that ever moved on an account, oldest first. */
  public List<Entry> entries(String channel, String account) {
    return tx.rows(
        "SELECT posting, purpose, ref, amount, at FROM entries"
            + " WHERE channel = ? AND account = ? ORDER BY id",
        row ->
            new Entry(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                Instant.parse(row.getString(5))),
        channel,
        account);
  }

  /** One movement. */
  public record Movement(
      long posting, String purpose, String ref, String from, String to, long amount, String at) {}

  /** The newest movements of a channel. */
  public List<Movement> movements(String channel, int limit) {
    return tx.rows(
        "SELECT a.posting, a.purpose, a.ref, a.account, b.account, b.amount, b.at FROM entries a"
            + " JOIN entries b ON b.posting = a.posting AND b.amount > 0"
            + " WHERE a.channel = ? AND a.amount < 0 ORDER BY a.id DESC LIMIT ?",
        row ->
            new Movement(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7)),
        channel,
        limit);
  }

  /** The channels money has moved in. */
  public List<String> channels() {
    return tx.rows(
        "SELECT DISTINCT channel FROM entries ORDER BY channel", row -> row.getString(1));
  }
}
