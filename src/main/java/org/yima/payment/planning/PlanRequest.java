package org.yima.payment.planning;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.card.InsuranceAuthorisations;
import org.yima.platform.PlatformProblem;

/**
 * How a bill is to be paid.
 *
 * @param insuranceAuthorisation the resident's word in the wallet; a plan lives no longer than it
 * @param location where the resident is, which mixed orders at a wallet need; not used yet
 * @param policyInstrumentIds commercial policies, in the order in which they are asked
 * @param walletInstrumentId who pays what remains
 * @param withBillIds further bills of the visit; to be empty as yet
 */
@Schema(name = "PlanRequest")
public record PlanRequest(
    @NotNull Boolean useMedicalInsurance,
    @Valid Authorisation insuranceAuthorisation,
    @Valid Location location,
    @Size(max = 5) List<@NotNull @Size(max = 60) String> policyInstrumentIds,
    @Size(max = 60) String walletInstrumentId,
    @Size(max = 0) List<@Size(max = 60) String> withBillIds) {

  /**
   * Where the resident authorises the insured payment.
   *
   * @param channel WECHAT; or ALIPAY, which is asked by the payer whose wallet is bound: the
   *     patient's, else the caller's own
   * @param authCode WECHAT: the code it gave when the resident authorised, one use, some minutes
   */
  @Schema(name = "InsuranceAuthorisation")
  public record Authorisation(
      @NotNull @Pattern(regexp = "WECHAT|ALIPAY") String channel,
      @Size(min = 1, max = 200) String authCode) {
    boolean inAlipay() {
      return channel.equals(InsuranceAuthorisations.ALIPAY);
    }

    /** The code, empty text where the channel knows none. */
    String code() {
      if (inAlipay()) {
        return "";
      }
      if (authCode == null) {
        throw PlatformProblem.INPUT_INVALID
            .problem()
            .at("/insuranceAuthorisation/authCode", "required");
      }
      return authCode;
    }

    @Override
    public String toString() {
      return "Authorisation[" + channel + "]";
    }
  }

  /** Decimal degrees as text. */
  @Schema(name = "Location")
  public record Location(
      @NotNull @Pattern(regexp = "-?[0-9]{1,3}(\\.[0-9]{1,10})?") String longitude,
      @NotNull @Pattern(regexp = "-?[0-9]{1,3}(\\.[0-9]{1,10})?") String latitude) {}

  List<String> policies() {
    return policyInstrumentIds == null ? List.of() : policyInstrumentIds;
  }
}
