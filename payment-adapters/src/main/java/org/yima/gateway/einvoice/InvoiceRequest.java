package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What is to be invoiced.
 *
 * @param businessNumber ours, the idempotency key
 * @param at when it was paid
 * @param placeCode the place of issue (开票点)
 * @param cashier who took the money, as the platform knows them
 * @param charges what the invoice shows; they add up to the total
 * @param items what the charges consist of; where there are any, they add up to the total too
 * @param channels how it was paid; where there are any, they add up to the total too
 */
public record InvoiceRequest(
    String businessNumber,
    Kind kind,
    Instant at,
    String placeCode,
    String cashier,
    Payer payer,
    long totalFen,
    Insurance insurance,
    List<ChargeLine> charges,
    List<ItemLine> items,
    List<Channel> channels) {

  public InvoiceRequest {
    requireNonNull(businessNumber, "businessNumber");
    requireNonNull(kind, "kind");
    requireNonNull(at, "at");
    requireNonNull(placeCode, "placeCode");
    requireNonNull(cashier, "cashier");
    requireNonNull(payer, "payer");
    requireNonNull(insurance, "insurance");
    charges = List.copyOf(charges);
    items = List.copyOf(items);
    channels = List.copyOf(channels);
    if (totalFen < 1 || charges.stream().mapToLong(ChargeLine::fen).sum() != totalFen) {
      throw new IllegalArgumentException("the charges add up to the total, at least one fen");
    }
    if (!items.isEmpty() && items.stream().mapToLong(ItemLine::fen).sum() != totalFen) {
      throw new IllegalArgumentException("the items add up to the total");
    }
    if (!channels.isEmpty() && channels.stream().mapToLong(Channel::fen).sum() != totalFen) {
      throw new IllegalArgumentException("the channels add up to the total");
    }
  }

  /** What was paid for. */
  public enum Kind {
    OUTPATIENT,
    INPATIENT,
    REGISTRATION,
    CHECK_UP
  }

  /**
   * Whom the invoice names.
   *
   * @param cardType the platform's number of a kind of card; empty text for none
   * @param patientNumber the institution's own
   */
  public record Payer(
      String name,
      String idNumber,
      String phone,
      String cardType,
      String cardNumber,
      String patientNumber) {
    public Payer {
      requireNonNull(name, "name");
      requireNonNull(idNumber, "idNumber");
      requireNonNull(phone, "phone");
      requireNonNull(cardType, "cardType");
      requireNonNull(cardNumber, "cardNumber");
      requireNonNull(patientNumber, "patientNumber");
    }

    @Override
    public String toString() {
      return "Payer[..]";
    }
  }

  /**
   * What medical insurance bore.
   *
   * @param settlementId the bureau's number; empty text where it bore nothing
   * @param otherFundFen paid by funds beside the pool
   * @param accountBalanceFen what is left in the personal account
   */
  public record Insurance(String settlementId, long otherFundFen, long accountBalanceFen) {
    public Insurance {
      requireNonNull(settlementId, "settlementId");
    }

    public static Insurance none() {
      return new Insurance("", 0, 0);
    }
  }

  /**
   * A charge.
   *
   * @param unitPrice in yuan, as a decimal; the amount in fen is the one that counts
   * @param selfFen what of it the payer bears
   */
  public record ChargeLine(
      String code,
      String name,
      String unit,
      BigDecimal unitPrice,
      BigDecimal quantity,
      long fen,
      long selfFen) {
    public ChargeLine {
      requireNonNull(code, "code");
      requireNonNull(name, "name");
      requireNonNull(unit, "unit");
      requireNonNull(unitPrice, "unitPrice");
      requireNonNull(quantity, "quantity");
    }
  }

  /** An item of a charge, which is named by {@code chargeCode} and {@code chargeName}. */
  public record ItemLine(
      String chargeCode,
      String chargeName,
      String code,
      String name,
      String unit,
      BigDecimal unitPrice,
      BigDecimal quantity,
      long fen,
      long selfFen) {
    public ItemLine {
      requireNonNull(chargeCode, "chargeCode");
      requireNonNull(chargeName, "chargeName");
      requireNonNull(code, "code");
      requireNonNull(name, "name");
      requireNonNull(unit, "unit");
      requireNonNull(unitPrice, "unitPrice");
      requireNonNull(quantity, "quantity");
    }
  }

  /** A way it was paid, by the platform's number. */
  public record Channel(String code, long fen) {
    public Channel {
      requireNonNull(code, "code");
    }
  }

  @Override
  public String toString() {
    return "InvoiceRequest[" + businessNumber + ", " + totalFen + " fen]";
  }
}
