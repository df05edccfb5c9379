package org.yima.card;

import org.yima.platform.ProblemType;

/** What cards, codes, instruments and scans refuse. */
public enum CardProblem implements ProblemType {
  /** The code's time is over. */
  CODE_EXPIRED("code.expired", 422, "二维码已过期，请刷新后重试。", "The code has expired; ask for a fresh one."),
  /** The code's time has not begun. */
  CODE_NOT_YET_VALID("code.not-yet-valid", 422, "二维码尚未生效。", "The code's time has not begun yet."),
  /** It is not what a published key signed, or was never given out. */
  CODE_FORGED("code.forged", 422, "二维码校验失败，不是有效的医码。", "The code is not genuine."),
  /** It ends before it is complete. */
  CODE_TRUNCATED(
      "code.truncated", 422, "二维码内容不完整，请重新扫描。", "The code is incomplete; scan it again."),
  /** It was shown elsewhere already. */
  CODE_REPLAYED(
      "code.replayed",
      422,
      "二维码已在其他终端使用，请刷新后重试。",
      "The code was used at another terminal already; ask for a fresh one."),
  /** It is not for this scene, or the terminal is not. */
  CODE_WRONG_SCENE(
      "code.wrong-scene",
      422,
      "该码或该终端不能用于当前场景。",
      "This kind of code, or this terminal, is not for this scene."),
  /** This kind of institution has no such scene. */
  CODE_WRONG_INSTITUTION(
      "code.wrong-institution", 422, "本机构不支持该场景。", "This institution has no such scene."),
  /** Its time lies further ahead than any issuer hands codes out. */
  CODE_CLOCK_SKEW(
      "code.clock-skew",
      422,
      "二维码时间与服务器时间相差过大。",
      "The code's time lies too far ahead of this clock."),
  /** It is of a suite this deployment does not accept. */
  CODE_DOWNGRADED(
      "code.downgraded-suite",
      422,
      "二维码的签名算法不被接受。",
      "The code's signature suite is not accepted here."),
  /** It is of a format version this server does not read. */
  CODE_UNKNOWN_VERSION(
      "code.unknown-version", 422, "二维码版本无法识别。", "The code is of a version that is not read here."),
  /** No text of a code is this long. */
  CODE_OVERSIZED("code.oversized", 422, "扫描内容过长。", "The scanned text is too long."),
  /** A control character stands in it. */
  CODE_CONTROL_CHARACTERS(
      "code.control-characters",
      422,
      "扫描内容含有控制字符，请检查扫码枪设置。",
      "The scanned text holds a control character; check the scanner's settings."),
  /** No published key of that id signed it. */
  CODE_UNKNOWN_KEY(
      "code.unknown-key",
      422,
      "无法识别签发密钥，请更新终端或刷新二维码。",
      "No published key signed this code; ask for a fresh one."),
  /** It made its one payment already. */
  CODE_ALREADY_PAID(
      "code.already-paid",
      422,
      "该二维码已用于一次付款，请出示新码。",
      "The code was already used to pay; ask for a fresh one."),
  /** It says who somebody is, and never pays. */
  CODE_NOT_PAYING(
      "code.not-paying",
      422,
      "该码只能识别身份，不能付款；请出示动态二维码。",
      "What was scanned only says who somebody is; to pay, ask for a dynamic code."),
  /** Its owner has made it invalid by asking for a new one. */
  CODE_INVALIDATED(
      "code.invalidated",
      422,
      "该码已被持有人作废，请出示新码。",
      "Its owner has made this code invalid; ask for the new one."),
  /** This deployment does not issue that format. */
  CODE_FORMAT(
      "code.format-unavailable",
      422,
      "本平台未开通该码制。",
      "This deployment does not issue codes of that format."),
  /** A national printed code is the card's own number and can't be told from an earlier print. */
  CODE_FIXED(
      "code.fixed",
      422,
      "国家标准静态码即卡号，无法单独作废；请挂失健康卡。",
      "A printed national code is the card's number and can't be made invalid by itself; report the card lost."),
  /** The card centre gave no clear answer. */
  CENTRE_NO_ANSWER(
      "card-centre.no-answer",
      503,
      "卡管中心没有明确应答，请稍后重试。",
      "The card centre gave no clear answer; try again."),
  /** The card centre refused. */
  CENTRE_REFUSED(
      "card-centre.refused",
      422,
      "卡管中心未受理，请核对身份信息。",
      "The card centre refused; check the person's name and document."),
  /** The picture is of a code that no longer lives. */
  CODE_GONE("code.gone", 410, "该码已失效，无法再显示。", "The code is over and is no longer drawn."),
  /** The card is frozen by its owner. */
  CARD_FROZEN("card.frozen", 422, "该健康卡已被持有人冻结。", "The card is frozen; its owner can release it."),
  /** The card was reported lost. */
  CARD_LOST("card.lost", 422, "该健康卡已挂失。", "The card was reported lost."),
  /** The card was given up or replaced. */
  CARD_REVOKED(
      "card.revoked", 422, "该健康卡已注销或已换新。", "The card was revoked or replaced by a new one."),
  /** The temporary card's time is over. */
  CARD_EXPIRED(
      "card.expired",
      422,
      "临时健康卡已到期，请到建档机构办理延期或实名。",
      "The temporary card has ended; the institution that made it can extend it."),
  /** A temporary card says who somebody is, and no more. */
  CARD_TEMPORARY(
      "card.temporary",
      422,
      "临时健康卡仅用于识别身份，不能付款，也不能绑定支付工具；请使用本人的健康卡。",
      "A temporary card only identifies: it can't pay and binds nothing; use the person's own card."),
  /** The card's state does not allow this. */
  CARD_STATE(
      "card.wrong-state", 409, "健康卡当前状态不允许此操作。", "The card is not in a state that allows this."),
  /** A card is for a resident whose identity is confirmed. */
  CARD_NOT_VERIFIED(
      "card.not-verified",
      422,
      "请先完成实名核验再申领健康卡。",
      "The resident's real-name check must be complete first."),
  /** The proof of an instrument was refused: used, expired or somebody else's. */
  INSTRUMENT_REFUSED(
      "instrument.refused",
      422,
      "绑定凭证无效或不属于本人，请重新授权。",
      "The proof is used, expired or not this person's; authorise again."),
  /** A bank card's own number was given; only a token of it is taken. */
  INSTRUMENT_PAN(
      "instrument.pan",
      422,
      "请勿填写银行卡号，请通过收单机构页面绑定。",
      "That is a bank card's number, which is never taken here; bind the card on its page."),
  /** This deployment has no gateway for that type. */
  INSTRUMENT_UNAVAILABLE(
      "instrument.unavailable",
      422,
      "本平台未开通该支付工具。",
      "This deployment does not offer that kind of instrument."),
  /** The gateway gave no clear answer; nothing is bound. */
  INSTRUMENT_UNKNOWN(
      "instrument.no-answer",
      503,
      "对方系统没有明确结果，请重新授权后再试。",
      "The other side gave no clear answer; authorise again and retry."),
  /** That proof can't be taken here. */
  VISIT_CARD_PROOF(
      "visit-card.proof",
      422,
      "该就诊卡无法在线证明归属，请到医院窗口办理。",
      "This card can't be proved to be yours online; the hospital's counter can bind it."),
  /** The hospital's patient number belongs to somebody else already. */
  PATIENT_TAKEN(
      "patient.taken",
      409,
      "该院内病人号已属于其他人，请核对。",
      "That patient number belongs to another person already; check it."),
  /** The scan led to nobody who is on record. */
  PATIENT_NOBODY(
      "patient.nobody",
      422,
      "该次扫码未关联到任何已登记人员；请先在窗口用证件办卡，再重新扫码建档。",
      "That scan leads to nobody who is on record; have the person's card made at the counter from their document, then scan again."),
  /** The resolution may not be used for this. */
  RESOLUTION_SCENE(
      "resolution.wrong-scene",
      422,
      "该次扫码的场景不允许此操作。",
      "The scene of that scan does not allow this.");

  private final Entry entry;

  CardProblem(String code, int status, String zh, String en) {
    this.entry = new Entry(code, status, status == 503, zh, en);
  }

  /** Throws what a card's state refuses, unless it is ACTIVE. */
  public static void refuseUnlessActive(CardStatus status) {
    switch (status) {
      case ACTIVE -> {}
      case FROZEN -> throw CARD_FROZEN.problem();
      case LOST -> throw CARD_LOST.problem();
      case REVOKED, REPLACED -> throw CARD_REVOKED.problem();
    }
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
