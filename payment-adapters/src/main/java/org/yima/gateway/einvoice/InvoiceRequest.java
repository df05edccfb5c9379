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
 * @param others what else the invoice shows, by the platform's numbers
 * @param remark what it says beside; empty text for nothing
 */
public record InvoiceRequest(
    String businessNumber,
    Kind kind,
    Instant at,
    String placeCode,
    String cashier,
    Payer payer,
    Visit visit,
    long totalFen,
    Insurance insurance,
    List<ChargeLine> charges,
    List<ItemLine> items,
    List<Channel> channels,
    List<Other> others,
    String remark) {

  public InvoiceRequest {
    requireNonNull(businessNumber, "businessNumber");
    requireNonNull(kind, "kind");
    requireNonNull(at, "at");
    requireNonNull(placeCode, "placeCode");
    requireNonNull(cashier, "cashier");
    requireNonNull(payer, "payer");
    requireNonNull(visit, "visit");
    requireNonNull(insurance, "insurance");
    requireNonNull(remark, "remark");
    others = List.copyOf(others);
    if (kind == Kind.INPATIENT && visit.caseNumber().isEmpty()) {
      throw new IllegalArgumentException("an inpatient's invoice has the number of the case");
    }
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
      String email,
      String cardType,
      String cardNumber,
      String patientNumber) {
    public Payer {
      requireNonNull(name, "name");
      requireNonNull(idNumber, "idNumber");
      requireNonNull(phone, "phone");
      requireNonNull(email, "email");
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
   * What was visited; empty texts for what is not known.
   *
   * @param caseNumber of an inpatient's case (病历号)
   * @param institutionType what kind of institution it is
   * @param insurance the kind of medical insurance
   * @param category of the patient
   */
  public record Visit(String caseNumber, String institutionType, Coded insurance, Coded category) {
    public Visit {
      requireNonNull(caseNumber, "caseNumber");
      requireNonNull(institutionType, "institutionType");
      requireNonNull(insurance, "insurance");
      requireNonNull(category, "category");
    }

    public static Visit none() {
      return new Visit("", "", Coded.none(), Coded.none());
    }

    @Override
    public String toString() {
      return "Visit[..]";
    }
  }

  /** Something by its code and its name; empty texts for nothing. */
  public record Coded(String code, String name) {
    public Coded {
      requireNonNull(code, "code");
      requireNonNull(name, "name");
    }

    public static Coded none() {
      return new Coded("", "");
    }

    @Override
    public String toString() {
      return "Coded[..]";
    }
  }

  /** What else is shown, by the platform's number and name. */
  public record Other(String number, String name, String value) {
    public Other {
      requireNonNull(number, "number");
      requireNonNull(name, "name");
      requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return "Other[" + number + "]";
    }
  }

  /** What the payer bears is a part of the amount, and nothing is negative. */
  private static void mustBePart(long selfFen, long fen) {
    if (selfFen < 0 || selfFen > fen) {
      throw new IllegalArgumentException("what the payer bears is between nothing and the amount");
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
      if (otherFundFen < 0 || accountBalanceFen < 0) {
        throw new IllegalArgumentException("no amount of the insurance is negative");
      }
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
      mustBePart(selfFen, fen);
    }

    @Override
    public String toString() {
      return "ChargeLine[" + fen + " fen]";
    }
  }

  /**
   * An item of a charge, which is named by {@code chargeCode} and {@code chargeName}.
   *
   * @param insuredAs what the bureau knows it by
   * @param insuredClass its class in the bureau's list; empty text for none
   */
  public record ItemLine(
      String chargeCode,
      String chargeName,
      String code,
      String name,
      String unit,
      BigDecimal unitPrice,
      BigDecimal quantity,
      long fen,
      long selfFen,
      Coded insuredAs,
      String insuredClass) {
    public ItemLine {
      requireNonNull(insuredAs, "insuredAs");
      requireNonNull(insuredClass, "insuredClass");
      requireNonNull(chargeCode, "chargeCode");
      requireNonNull(chargeName, "chargeName");
      requireNonNull(code, "code");
      requireNonNull(name, "name");
      requireNonNull(unit, "unit");
      requireNonNull(unitPrice, "unitPrice");
      requireNonNull(quantity, "quantity");
      mustBePart(selfFen, fen);
    }

    @Override
    public String toString() {
      return "ItemLine[" + fen + " fen]";
    }
  }

  /** A way it was paid, by the platform's number. */
  public record Channel(String code, long fen) {
    public Channel {
      requireNonNull(code, "code");
      if (fen < 0) {
        throw new IllegalArgumentException("no payment is negative");
      }
    }
  }

  @Override
  public String toString() {
    return "InvoiceRequest[" + businessNumber + ", " + totalFen + " fen]";
  }
}
