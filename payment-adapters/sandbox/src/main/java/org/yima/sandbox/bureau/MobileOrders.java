package org.yima.sandbox.bureau;

import java.util.Optional;
import org.yima.sandbox.books.Transaction;

/**
 * The mobile payment centre's orders, as the cashier of a wallet takes them: the wallet takes the
 * cash, the centre settles the insurance part, and where that is refused the wallet returns the
 * cash.
 */
public interface MobileOrders {

  /**
   * An order. Amounts are fen, 0 until 6202 pre-settled them; {@code own + account + fund + other =
   * total}.
   *
   * @param ordStas the centre's state, 0 to 17
   * @param other the hospital's own share
   * @param payAuthNo the authorisation that the upload came with; empty where it was an ecToken,
   *     with which no wallet takes an order
   */
  record Taken(
      String payOrdId,
      String orgCodg,
      String medOrgOrd,
      String payAuthNo,
      String idNumber,
      String name,
      int ordStas,
      long total,
      long own,
      long account,
      long fund,
      long other) {

    /** Pre-settled and not paid: what a cashier may take. */
    public boolean payable() {
      return ordStas == 1;
    }

    /** Insurance money stands on it. */
    public boolean insurancePaid() {
      return ordStas >= 4 && ordStas <= 6;
    }

    /** The insurance part is reversed wholly. */
    public boolean insuranceRefunded() {
      return ordStas == 7 || ordStas == 8 || ordStas == 11 || ordStas == 13;
    }
  }

  Optional<Taken> find(Transaction tx, String payOrdId);

  /**
   * The wallet has the cash part: the centre settles the insurance, or refuses it.
   *
   * @param wallet who took the cash and returns it
   * @return {@link Taken#insurancePaid()}, or state 15: refused, nothing of the insurance moved,
   *     and the wallet returns the cash
   * @throws org.yima.sandbox.http.Refused when the order is not payable
   */
  Taken settle(Transaction tx, String payOrdId, String wallet);

  /**
   * The wallet has the cash part, and the insurance part is refused whatever the rules say: state
   * 15.
   */
  Taken refuse(Transaction tx, String payOrdId, String wallet);

  /** The wallet could not return the cash of a refused order: state 16, one-sided. */
  Taken cashKept(Transaction tx, String payOrdId);
}
