package org.yima.gateway.alipay;

import com.alipay.api.domain.AlipayCommerceMedicalAuthinfoAuthQueryModel;
import com.alipay.api.domain.AuthExtendParams;
import com.alipay.api.request.AlipayCommerceMedicalAuthinfoAuthQueryRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.InsuranceAuthorisation;

/**
 * {@code alipay.commerce.medical.authinfo.auth.query}: whether the payer has authorised the insured
 * payment of this patient, and where to do so if not. The patient is named in the question, so that
 * what is answered is theirs; it moves nothing and may be repeated.
 */
public final class AlipayInsuranceAuthorisation implements InsuranceAuthorisation {
  /** The bureau's mobile payment, among the kinds of business on line. */
  private static final String MOBILE_PAYMENT = "04107";

  private static final String RESIDENT_CARD = "01";
  private static final String GIVEN = "1";

  private final AlipayInsuranceSettings settings;
  private final AlipayCalls calls;
  private final InstantSource clock;

  public AlipayInsuranceAuthorisation(AlipayInsuranceSettings settings, InstantSource clock) {
    this.settings = settings;
    this.calls = new AlipayCalls(settings.application());
    this.clock = clock;
  }

  @Override
  public Outcome<Authorised> redeem(Asked asked) {
    Instant now = clock.instant();
    AlipayCommerceMedicalAuthinfoAuthQueryRequest request =
        new AlipayCommerceMedicalAuthinfoAuthQueryRequest();
    request.setBizModel(model(asked));
    return calls
        .send(request, "")
        .then(
            answer ->
                answer.isDone()
                    ? UnreadableAnswer.orUnknown(() -> read(asked, answer.fields(), now))
                    : refused(answer));
  }

  private AlipayCommerceMedicalAuthinfoAuthQueryModel model(Asked asked) {
    AlipayCommerceMedicalAuthinfoAuthQueryModel model =
        new AlipayCommerceMedicalAuthinfoAuthQueryModel();
    if (Payers.isUserNumber(asked.payerId())) {
      model.setAlipayUserId(asked.payerId());
    } else {
      model.setOpenId(asked.payerId());
    }
    model.setOlBizTypeCode(MOBILE_PAYMENT);
    model.setOrgAppId(settings.orgAppId());
    model.setOrgChnlCrtfCode(settings.channelCode());
    model.setOrgCode(asked.institution());
    model.setCallUrl(settings.callUrl().toString());
    model.setReqBizNo(asked.number());
    AuthExtendParams patient = new AuthExtendParams();
    patient.setPatientName(asked.patient().name());
    patient.setPatientCertType(RESIDENT_CARD);
    patient.setPatientCertNo(asked.patient().documentNumber());
    model.setExtendParams(patient);
    return model;
  }

  private Outcome<Authorised> read(Asked asked, Fields answer, Instant now) {
    Fields data = answer.object("data").orElseThrow(() -> new UnreadableAnswer("data"));
    data.mustRepeat("req_biz_no", asked.number());
    if (!data.text("auth_stas").equals(GIVEN)) {
      return Outcome.pending(
          new NextAction(NextAction.Kind.LINK, Map.of("url", Links.of(data, "auth_url"))));
    }
    Instant given = data.has("auth_time") ? AlipayTime.instant(data, "auth_time") : now;
    return Outcome.succeeded(
        new Authorised(
            data.text("pay_auth_no"),
            asked.patient().name(),
            asked.patient().documentNumber(),
            area(data),
            "",
            "",
            (given.isBefore(now) ? given : now).plus(settings.lifetime())));
  }

  private static String area(Fields data) {
    String area = data.optionalText("insu_org").orElse("");
    if (!area.isEmpty() && !area.matches("\\d{6}")) {
      throw new UnreadableAnswer("insu_org");
    }
    return area;
  }

  /** The words of this method's refusals are not published; these two are what it must tell. */
  private static Outcome<Authorised> refused(AlipayAnswer answer) {
    return switch (answer.subCode()) {
      case "MEDICAL_CARD_NOT_ACTIVATED" ->
          Outcome.declined(DeclineReason.CREDENTIAL_NOT_ACTIVATED, answer.subCode());
      case "RELS_MEDICAL_CARD_NOT_BOUND" ->
          Outcome.declined(DeclineReason.FAMILY_ACCOUNT_NOT_BOUND, answer.subCode());
      default -> answer.declined();
    };
  }
}
