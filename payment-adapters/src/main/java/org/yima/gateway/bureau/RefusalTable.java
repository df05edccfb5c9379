package org.yima.gateway.bureau;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;

/**
 * Reads the free text of a bureau's error: no national table of codes exists. The text itself goes
 * no further, for it may name the person.
 *
 * <p>Such a text may come from any box between us and the bureau's core. So a text that no rule
 * knows is a refusal only of a call that moves nothing ({@link #read}); of one that moves money
 * ({@link #readMoving}) it leaves open what happened, and whoever asked has to query.
 *
 * @param systemError texts after which nobody knows what happened, whatever rule matches them too
 * @param rules the first that is found in the text gives the reason
 */
public record RefusalTable(Pattern systemError, List<Rule> rules) {

  static final String ALREADY_REVERSED = "already-reversed";

  /** It is the settlement that is not there, and not the person, the visit or the institution. */
  static final String NO_SETTLEMENT = "no-settlement";

  static final String BARRED = "barred";

  static final String VISIT_CANCELLED = "visit-cancelled";

  /**
   * One reading.
   *
   * @param code our own stable name of this reading, for logs and tests
   */
  public record Rule(Pattern text, DeclineReason reason, String code) {}

  public RefusalTable {
    rules = List.copyOf(rules);
  }

  /** Phrases seen in published integrations. */
  public static RefusalTable national() {
    return new RefusalTable(
        Pattern.compile(
            "系统异常|系统错误|超时|网络异常|处理中|服务.{0,4}不可用|失败.{0,3}重试|调用.{0,8}失败"
                + "|(?i:time ?out|timed out|exception|connect|refused|\\bnull\\b)"
                // A bureau under maintenance says so before it does anything.
                + "|^(?!.*(?:系统维护|日终)).*(?:繁忙|稍后)"),
        List.of(
            rule("登记已撤销|挂号已撤销", DeclineReason.CLOSED, VISIT_CANCELLED),
            rule("已冲销|已撤销结算", DeclineReason.CLOSED, ALREADY_REVERSED),
            rule("已被冲正", DeclineReason.CLOSED, BARRED),
            rule("存在后续结算|存在之后的结算", DeclineReason.LATER_SETTLEMENT_EXISTS, "later-settlement"),
            rule("已清算", DeclineReason.PERIOD_CLEARED, "period-cleared"),
            rule("窗口", DeclineReason.AT_THE_WINDOW, "at-the-window"),
            rule("已结算", DeclineReason.ALREADY_PAID, "settled"),
            rule(
                "待结算|(?:未找到|未查询到|没有|无|不存在)[^，,。]{0,4}未结算",
                DeclineReason.NOT_FOUND,
                "nothing-to-settle"),
            rule("报文重复|报文.{0,4}重复", DeclineReason.ID_REUSED, "msgid-reused"),
            rule("授权", DeclineReason.AUTHORISATION_INVALID, "authorisation-invalid"),
            rule("未激活", DeclineReason.CREDENTIAL_NOT_ACTIVATED, "credential-not-activated"),
            rule("亲情账户|共济.{0,4}未绑定", DeclineReason.FAMILY_ACCOUNT_NOT_BOUND, "family-account"),
            rule("住院期间|在院", DeclineReason.IN_HOSPITAL, "in-hospital"),
            rule("异地备案|异地.{0,6}未备案", DeclineReason.NOT_FILED_ELSEWHERE, "not-filed-elsewhere"),
            rule("病种.{0,6}(未备案|未登记)", DeclineReason.DISEASE_NOT_REGISTERED, "disease"),
            rule("非定点|未定点", DeclineReason.NOT_DESIGNATED, "not-designated"),
            rule("额度|限额", DeclineReason.QUOTA_USED, "quota-used"),
            rule("明细.{0,6}(不符|不一致)", DeclineReason.DETAILS_SUM_DIFFERS, "details-differ"),
            rule("暂停参保|参保.{0,4}暂停", DeclineReason.INSURANCE_SUSPENDED, "suspended"),
            rule("未参保|无参保|未参加此险种", DeclineReason.NOT_INSURED, "not-insured"),
            rule("跨年度", DeclineReason.YEAR_CHANGED, "year-changed"),
            rule("系统维护|日终", DeclineReason.BUSY, "maintenance"),
            // The whole text: "no such institution to settle with" says nothing of a settlement.
            rule(
                "^(?:未查询到|未找到|无此|没有)(?:该|此)?(?:笔|人员|患者|参保人)?的?(?:医保)?结算(?:信息|记录|数据|单)?[。.!！]?$"
                    + "|^(?:该|此)?笔?(?:医保)?结算(?:信息|记录|数据|单)(?:不存在|未找到|未查询到)[。.!！]?$",
                DeclineReason.NOT_FOUND,
                NO_SETTLEMENT),
            rule("不存在|未找到|未查询到|无此", DeclineReason.NOT_FOUND, "not-found"),
            rule(
                "不能为空|格式错误|格式不正确|不支持|必须填写|签到编号无效",
                DeclineReason.INVALID_REQUEST,
                "invalid-request")));
  }

  private static Rule rule(String text, DeclineReason reason, String code) {
    return new Rule(Pattern.compile(text), reason, code);
  }

  /** This table after other rules, which are tried first. */
  public RefusalTable after(List<Rule> first) {
    List<Rule> all = new ArrayList<>(first);
    all.addAll(rules);
    return new RefusalTable(systemError, all);
  }

  /** What an error's text means of a call that moves no money. */
  public <T> Outcome<T> read(String text) {
    return read(text, Outcome.declined(DeclineReason.OTHER, "-1"));
  }

  /** What it means of a call that may have moved money: only what a rule knows is final. */
  public <T> Outcome<T> readMoving(String text) {
    return read(text, Outcome.unknown(UnknownCause.UNREADABLE));
  }

  private <T> Outcome<T> read(String text, Outcome<T> unmatched) {
    if (systemError.matcher(text).find()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    return rules.stream()
        .filter(rule -> rule.text().matcher(text).find())
        .findFirst()
        .map(rule -> Outcome.<T>declined(rule.reason(), rule.code()))
        .orElse(unmatched);
  }
}
