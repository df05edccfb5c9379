package org.yima.gateway.mobilepay;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An uploaded bill to be ordered (6202).
 *
 * @param payToken of {@link Uploaded}
 * @param authorisation the one that came with the upload
 * @param ownSerial ours of this call (orgBizSer), never used twice
 * @param totalFen what the answer has to add up to
 * @param location as in {@link BillUpload}
 */
public record OrderPlacement(
    String orgCodg,
    String payOrdId,
    String payToken,
    Authorisation authorisation,
    String ownSerial,
    String batchNumber,
    String feeType,
    String mdtrtId,
    boolean useAccount,
    long totalFen,
    Optional<String> location) {

  public OrderPlacement {
    requireNonNull(orgCodg, "orgCodg");
    requireNonNull(payOrdId, "payOrdId");
    requireNonNull(payToken, "payToken");
    requireNonNull(authorisation, "authorisation");
    requireNonNull(ownSerial, "ownSerial");
    requireNonNull(location, "location");
  }

  @Override
  public String toString() {
    return "OrderPlacement[" + payOrdId + " " + ownSerial + "]";
  }
}
