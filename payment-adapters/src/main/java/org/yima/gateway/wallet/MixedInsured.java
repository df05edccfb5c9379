package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The insured part as the centre gave it (6201, 6202).
 *
 * @param payOrderId as the centre numbered it in 6201
 * @param payAuthNo the resident's authorisation, one use, minutes: a secret
 * @param chargeBatch {@code chrgBchno}; empty text where there was none
 * @param place where the resident is
 * @param orderedAt when the centre took the order
 */
public record MixedInsured(
    String payOrderId, String payAuthNo, String chargeBatch, Place place, Instant orderedAt) {

  /** Degrees, at most six decimals. */
  public record Place(BigDecimal longitude, BigDecimal latitude) {
    public Place {
      within(longitude, 180);
      within(latitude, 90);
    }

    private static void within(BigDecimal degrees, int most) {
      if (degrees.abs().compareTo(BigDecimal.valueOf(most)) > 0
          || degrees.stripTrailingZeros().scale() > 6) {
        throw new IllegalArgumentException("no place on earth, or more than six decimals");
      }
    }

    /** Longitude, comma, latitude. */
    public String text() {
      return longitude.toPlainString() + "," + latitude.toPlainString();
    }

    @Override
    public String toString() {
      return "Place[..]";
    }
  }

  public MixedInsured {
    requireNonNull(payOrderId, "payOrderId");
    requireNonNull(payAuthNo, "payAuthNo");
    requireNonNull(chargeBatch, "chargeBatch");
    requireNonNull(place, "place");
    requireNonNull(orderedAt, "orderedAt");
  }

  @Override
  public String toString() {
    return "MixedInsured[" + payOrderId + "]";
  }
}
