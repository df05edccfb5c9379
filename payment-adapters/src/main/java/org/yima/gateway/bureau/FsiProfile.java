package org.yima.gateway.bureau;

import java.time.ZoneId;
import java.util.Map;
import org.yima.gateway.http.Wrapper;

/**
 * What differs from province to province. Nothing here could be checked against a live bureau, so
 * all of it is configuration.
 *
 * @param headers names of the network gateway's headers
 * @param receiverSystem recer_sys_code
 * @param interfaceVersion infver
 * @param operatorType opter_type: 1 operator, 2 terminal, 3 mobile
 * @param zone in which the bureau writes times
 * @param wrapper what stands around the envelope
 * @param numbers transactions that have another number here, such as 2203A
 * @param refusals how the free text of an error is read
 * @param emptyIsNotFound whether an output without a settlement is the answer that there is none
 *     (5203); else only a text that is read as {@code no-settlement} is
 * @param mutualAidPayer the field of setlinfo that names whose account paid for the insured; no
 *     published text has it
 * @param payAuthNoAsCredential whether an authorisation given in a wallet is itself a credential
 *     here (mdtrt_cert_type 01); else the person is named by the identity card (02)
 * @param hospitalShare where hosp_part_amt stands in a settlement's sum
 */
public record FsiProfile(
    HeaderNames headers,
    String receiverSystem,
    String interfaceVersion,
    String operatorType,
    ZoneId zone,
    Wrapper wrapper,
    Map<FsiTransaction, String> numbers,
    RefusalTable refusals,
    boolean emptyIsNotFound,
    String mutualAidPayer,
    boolean payAuthNoAsCredential,
    HospitalShare hospitalShare) {

  /** How what the institution bears (hosp_part_amt) goes into the total (medfee_sumamt). */
  public enum HospitalShare {
    /** Beside the others: total = funds + person + hospital. */
    BESIDE,
    /** Told for information: total = funds + person, which hold it already. */
    INSIDE,
    /** The sum of each settlement tells which. */
    EITHER
  }

  /** The headers by which the network gateway knows its caller. */
  public record HeaderNames(String paasid, String timestamp, String nonce, String signature) {}

  /** As the sandbox calls it. */
  private static final String MUTUAL_AID_PAYER = "acct_mulaid_psn_name";

  public FsiProfile {
    numbers = Map.copyOf(numbers);
  }

  /** As the national text has it. */
  public static FsiProfile national() {
    return new FsiProfile(
        new HeaderNames("x-tif-paasid", "x-tif-timestamp", "x-tif-nonce", "x-tif-signature"),
        "YIMA",
        "V1.0",
        "3",
        ZoneId.of("Asia/Shanghai"),
        Wrapper.none(),
        Map.of(),
        RefusalTable.national(),
        false,
        MUTUAL_AID_PAYER,
        false,
        HospitalShare.BESIDE);
  }

  String number(FsiTransaction transaction) {
    return numbers.getOrDefault(transaction, transaction.nationalNumber());
  }
}
