package org.yima.sandbox.alipay;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.WalletGrants;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Page;
import org.yima.sandbox.http.Refused;

/**
 * {@code alipay.commerce.medical.authinfo.auth.query}, and the page on which a payer says yes. The
 * codes of its refusals are this sandbox's own words, for the real ones are not published.
 */
final class InsuranceConsents {
  static final String PAGE = "/alipay/medical/authorise";

  private static final Duration QUESTION_LIFE = Duration.ofMinutes(15);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

  private final SandboxConfig config;
  private final WalletGrants grants;
  private final SecureRandom random;

  InsuranceConsents(SandboxConfig config, WalletGrants grants, SecureRandom random) {
    this.config = config;
    this.grants = grants;
    this.random = random;
  }

  /** What a payer was asked on the page. */
  private record InsuranceQuestion(
      String authNo, String payer, String idNumber, String callUrl, Instant expiresAt) {}

  /** Whether the payer has authorised, else where to. */
  Map<String, Object> query(AlipayCall call, Transaction tx) {
    Fields asked = call.business();
    String payer = payer(asked, tx);
    if (!asked.text("ol_biz_type_code", 10).equals("04107")) {
      throw asked.bad("ol_biz_type_code", "is not 04107, the only kind of business here");
    }
    asked.text("org_app_id", 64);
    asked.text("org_chnl_crtf_code", 64);
    requireInstitution(asked.text("org_code", 32));
    String number = asked.text("req_biz_no", 64);
    String callUrl = asked.text("call_url", 512);
    String patient = patient(asked.object("extend_params"), tx);
    mustBeTheirs(payer, patient, tx);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("req_biz_no", number);
    data.put("openapi_app_id", call.parameter("app_id"));
    Optional<WalletGrants.Grant> standing = grants.standing(tx, "ALIPAY", payer, patient);
    if (standing.isPresent()) {
      data.put("auth_no", standing.get().authNo());
      data.put("auth_stas", "1");
      data.put("auth_time", TIME.format(standing.get().givenAt()));
      data.put("pay_auth_no", standing.get().payAuthNo());
      data.put("medical_card_inst_id", "NATHSA");
      data.put("medical_card_id", standing.get().authNo());
      data.put("insu_org", config.bureau().admdvs());
      data.put("rels_pay_flag", isSelf(payer, patient, tx) ? "0" : "1");
    } else {
      InsuranceQuestion question =
          new InsuranceQuestion(drawn(), payer, patient, callUrl, tx.now().plus(QUESTION_LIFE));
      tx.put(question.authNo(), payer, question);
      data.put("auth_no", question.authNo());
      data.put("auth_stas", "0");
      data.put("auth_url", call.base() + PAGE + "?auth_no=" + question.authNo());
    }
    Map<String, Object> answer = Alipay.done();
    answer.put("result_code", "SUCCESS");
    answer.put("data", data);
    return answer;
  }

  private static String payer(Fields asked, Transaction tx) {
    Optional<String> user = asked.optional("alipay_user_id", 16);
    Optional<String> open = asked.optional("open_id", 128);
    if (user.isPresent() == open.isPresent()) {
      throw asked.bad("open_id", "or alipay_user_id names the payer");
    }
    String payer = user.or(() -> open).orElseThrow();
    if (user.isPresent() != payer.matches("2088\\d{12}")
        || tx.find(AlipayPayer.class, payer).isEmpty()) {
      throw new Refused(200, "USER_NOT_EXIST", "用户不存在");
    }
    return payer;
  }

  private void requireInstitution(String code) {
    if (config.bureau() == null
        || config.bureau().institutions().stream().noneMatch(i -> i.code().equals(code))) {
      throw new Refused(200, "ORG_NOT_EXIST", "定点医药机构不存在");
    }
  }

  private String patient(Fields patient, Transaction tx) {
    if (!patient.text("patient_cert_type", 2).equals("01")) {
      throw patient.bad("patient_cert_type", "must be 01");
    }
    String idNumber = patient.text("patient_cert_no", 18).toUpperCase(Locale.ROOT);
    if (!grants.isInsured(tx, idNumber, patient.text("patient_name", 100))) {
      throw new Refused(200, "PATIENT_NOT_EXIST", "就诊人信息不存在或不一致");
    }
    if (!grants.isActivated(tx, idNumber)) {
      throw new Refused(200, "MEDICAL_CARD_NOT_ACTIVATED", "医保电子凭证未激活");
    }
    return idNumber;
  }

  /** The payer's own insurance, or that of somebody whose account is bound to theirs. */
  private static void mustBeTheirs(String payer, String patient, Transaction tx) {
    AlipayPayer known = tx.find(AlipayPayer.class, payer).orElseThrow();
    if (!known.idNumber().isEmpty()
        && !known.idNumber().equals(patient)
        && !known.relatives().contains(patient)) {
      throw new Refused(200, "RELS_MEDICAL_CARD_NOT_BOUND", "未绑定亲情账户");
    }
  }

  private static boolean isSelf(String payer, String patient, Transaction tx) {
    String own = tx.find(AlipayPayer.class, payer).orElseThrow().idNumber();
    return own.isEmpty() || own.equals(patient);
  }

  /** GET: what the payer is asked. */
  Answer page(Call call, Transaction tx) {
    InsuranceQuestion question = question(call.query("auth_no").orElse(""), tx);
    return Page.of(
        200,
        "支付宝",
        "<h1>医保移动支付授权</h1><p>同意本次就诊使用医保移动支付？</p><form method=\"post\" action=\""
            + PAGE
            + "?auth_no="
            + question.authNo()
            + "\"><button>同意授权</button></form>");
  }

  /** POST: the payer says yes, and is sent back. */
  Answer agree(Call call, Transaction tx) {
    InsuranceQuestion question = question(call.query("auth_no").orElse(""), tx);
    grants.give(tx, "ALIPAY", question.payer(), question.idNumber());
    tx.remove(InsuranceQuestion.class, question.authNo());
    return new Answer(303, Map.of("Location", question.callUrl()), new byte[0]);
  }

  private static InsuranceQuestion question(String authNo, Transaction tx) {
    return tx.find(InsuranceQuestion.class, authNo)
        .filter(question -> tx.now().isBefore(question.expiresAt()))
        .orElseThrow(() -> new Refused(404, "question.unknown", "no such question waits"));
  }

  private String drawn() {
    byte[] drawn = new byte[16];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
