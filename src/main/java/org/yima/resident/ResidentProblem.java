package org.yima.resident;

import org.yima.platform.ProblemType;

/** What residents and proxies refuse. */
public enum ResidentProblem implements ProblemType {
  /** The register did not answer; nothing is decided. */
  CHECK_UNAVAILABLE(
      "resident.check-unavailable",
      503,
      true,
      "实名核验服务暂时没有结果，请稍后重试。",
      "The real-name check has no result at present; try again later."),
  /** The account has its own resident already, under another document. */
  SELF_EXISTS(
      "resident.self-exists",
      409,
      false,
      "该账号已绑定本人身份；更换证件请到窗口办理。",
      "This account already has its own resident; a change of document is made at a counter."),
  /** Only a verified resident may do this. */
  SELF_FIRST(
      "resident.self-first", 422, false, "请先完成本人实名核验。", "Complete your own real-name check first."),
  /** The register does not confirm name and number of the person at the counter. */
  NOT_CONFIRMED(
      "resident.not-confirmed",
      422,
      false,
      "登记机关未能核实该姓名与证件号码。",
      "The register does not confirm this name and number."),
  /** The document that was read names somebody else than was typed. */
  OTHER_DOCUMENT(
      "resident.other-document",
      422,
      false,
      "填写的证件与所读取的证件不一致。",
      "What was typed is not the document that was read."),
  /** Too many checks from one account in a day. */
  TOO_MANY_CHECKS(
      "resident.too-many-checks",
      429,
      true,
      "今日核验次数已达上限，请明日再试。",
      "No more checks today; try again tomorrow."),
  /** Whoever is to be guarded is no child any more. */
  CHILD_OF_AGE(
      "child.of-age",
      422,
      false,
      "已满十八周岁，须由其本人确认授权。",
      "An adult decides in person who may act for them."),
  /** The child has as many guardians as a child may have. */
  CHILD_GUARDIANS(
      "child.guardians",
      422,
      false,
      "该儿童的监护人数量已达上限。",
      "The child has as many guardians as a child may have."),
  /** Guardianship is proved by a paper at a counter. */
  CHILD_PROOF(
      "child.proof",
      422,
      false,
      "请出示出生医学证明或户口簿。",
      "Show the birth certificate or the household register."),
  /** The temporary identity is none any more: a document has proved who it is. */
  TEMPORARY_UPGRADED(
      "temporary.upgraded",
      409,
      false,
      "该临时身份已完成实名，不能再次升级。",
      "A document has proved this identity already."),
  /** The temporary identity's time is over; its institution can extend it. */
  TEMPORARY_EXPIRED(
      "temporary.expired",
      422,
      false,
      "临时身份已到期，请由建档机构办理延期。",
      "The temporary identity has ended; the institution that made it can extend it."),
  /** The document is of somebody else than this temporary identity stands for. */
  TEMPORARY_NOT_SAME(
      "temporary.not-same",
      409,
      false,
      "该证件与临时身份不是同一人，请核对。",
      "That document is of another person than this temporary identity; check it."),
  /** Without a document this is not to be had. */
  TEMPORARY_UNDOCUMENTED(
      "temporary.undocumented",
      422,
      false,
      "临时身份未经证件核实，不能办理此业务。",
      "No document has proved who this is; show one first."),
  /** Only a newborn's number is typed: everybody else's document is read. */
  TEMPORARY_READING(
      "temporary.reading", 422, false, "请用读卡器读取证件。", "Read the document at an ID reader."),
  /** Another phone is shown at a counter, or by a face. */
  PHONE_COUNTER(
      "phone.counter",
      422,
      false,
      "更换手机号请持证件到窗口办理，或在新手机上进行人脸核验。",
      "Change the phone at a counter with your document, or by your face on the new phone."),
  /** The register has no picture of the holder of such a document; only a counter can look. */
  PHONE_NO_PICTURE(
      "phone.no-picture",
      422,
      false,
      "登记机关没有该类证件的照片，无法进行人脸核验，请持证件到窗口办理。",
      "The register has no picture for such a document; come to a counter with it."),
  /** Somebody else is a resident by that phone. */
  PHONE_TAKEN(
      "phone.taken", 409, false, "该手机号已绑定其他居民。", "Another resident signs in with that phone."),
  /** The resident's document is no birth certificate, or was exchanged for another number. */
  DOCUMENT_EXCHANGED(
      "document.exchanged",
      409,
      false,
      "该居民的证件不是出生医学证明，或已更换。",
      "The document is no birth certificate, or was exchanged already."),
  /** The number tells of another child. */
  DOCUMENT_NOT_SAME(
      "document.not-same",
      409,
      false,
      "该证件与原登记不是同一人，请核对。",
      "That number is of another child; check it."),
  /** The merge is under way; it can be taken back once it is done. */
  MERGE_STATE(
      "merge.wrong-state",
      409,
      true,
      "合并正在进行，请稍后再试。",
      "The merge is under way; try again in a moment."),
  /** The account acts, or wished to act, for as many others as it may within a year. */
  PROXY_LIMIT(
      "proxy.limit",
      422,
      false,
      "一年内可添加的家庭成员数量已达上限。",
      "This account has added as many people as it may within a year."),
  /** The right to act has just been ended; it is given again only after a pause. */
  PROXY_COOL_DOWN(
      "proxy.cool-down",
      422,
      false,
      "解除授权后须间隔一段时间方可再次添加。",
      "The right to act was ended; it can be asked for again only after a pause."),
  /** The proxy is in a state that does not allow this. */
  PROXY_STATE(
      "proxy.wrong-state",
      409,
      false,
      "该授权当前状态不允许此操作。",
      "The proxy is not in a state that allows this.");

  private final Entry entry;

  ResidentProblem(String code, int status, boolean retryable, String zh, String en) {
    this.entry = new Entry(code, status, retryable, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
