package org.yima.gateway.paymentcentre;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.bureau.RefusalTable;
import org.yima.gateway.http.Wrapper;

/**
 * What differs from province to province. Nothing here could be checked against a live centre, so
 * all of it is configuration.
 *
 * @param routes functions that have another path here
 * @param wrapper what stands around requests and answers
 * @param notificationWrapper what stands around 6302; our reply is wrapped as a request is
 * @param version of the envelope
 * @param detailTime how times within lines and diagnoses are written; elsewhere it is
 *     yyyyMMddHHmmss
 * @param zone in which the centre writes times
 * @param answerAge how far an answer's time may lie from ours
 * @param notificationAge how far a 6302's time may lie from ours: it may be told again for long,
 *     but what was true of an order long ago need not be true now
 * @param dropsEmptyContainers whether empty objects and lists are left out of the signed text, as
 *     empty text is
 * @param mutualAidPayer the field of extData that names whose account paid where a family's did; no
 *     published text has it
 * @param upload what 6201 says alike of every bill
 * @param codes the centre's codes of refusals, where they are known
 * @param refusals how the text of a refusal is read whose code is not
 */
public record CentreProfile(
    Map<CentreFunction, String> routes,
    Wrapper wrapper,
    Wrapper notificationWrapper,
    String version,
    String detailTime,
    ZoneId zone,
    Duration answerAge,
    Duration notificationAge,
    boolean dropsEmptyContainers,
    String mutualAidPayer,
    UploadCodes upload,
    Map<String, DeclineReason> codes,
    RefusalTable refusals) {

  /** The order is returned, by a refund of before or by the very one that this is the echo of. */
  /** Nothing was there to be returned. */
  static final String NEVER_PAID = "never-paid";

  /** As the sandbox calls it. */
  private static final String MUTUAL_AID_PAYER = "acctMulaidPsnName";

  public CentreProfile {
    routes = Map.copyOf(routes);
    codes = Map.copyOf(codes);
  }

  /** As published for one province, which is close to the national text. */
  public static CentreProfile usual() {
    return new CentreProfile(
        Map.of(),
        Wrapper.none(),
        Wrapper.none(),
        "2.0.1",
        "uuuuMMddHHmmss",
        ZoneId.of("Asia/Shanghai"),
        Duration.ofMinutes(10),
        Duration.ofDays(3),
        true,
        MUTUAL_AID_PAYER,
        UploadCodes.usual(),
        Map.of(),
        RefusalTable.national()
            .after(
                List.of(
                    rule("验签|签名|解密|(?i:appid)", DeclineReason.CREDENTIALS_REFUSED, "signature"),
                    rule("流水号重复|订单号重复", DeclineReason.ID_REUSED, "serial-reused"),
                    rule("渠道退款|未支付", DeclineReason.REFUND_NOT_ALLOWED, NEVER_PAID),
                    rule("已退款|退款金额", DeclineReason.REFUND_NOT_ALLOWED, "refund"))));
  }

  private static RefusalTable.Rule rule(String text, DeclineReason reason, String code) {
    return new RefusalTable.Rule(Pattern.compile(text), reason, code);
  }

  String path(CentreFunction function) {
    return routes.getOrDefault(function, function.usualPath());
  }
}
