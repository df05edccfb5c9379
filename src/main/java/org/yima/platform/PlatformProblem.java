package org.yima.platform;

/** The problems that belong to no room. */
public enum PlatformProblem implements ProblemType {
  /** The request is malformed; {@code errors} points at each bad field. */
  INPUT_INVALID(
      "input.invalid",
      400,
      false,
      "请求内容有误，请按 errors 指出的字段修改。",
      "The request is malformed; correct the fields named in errors."),
  /** A body larger than the operation takes. */
  INPUT_TOO_LARGE(
      "input.too-large",
      413,
      false,
      "请求内容过大。",
      "The request body is larger than this operation takes."),
  /** A body in a media type that the operation does not read. */
  INPUT_MEDIA_TYPE(
      "input.media-type",
      415,
      false,
      "请求内容的类型不受支持。",
      "This operation does not read that media type."),
  /** An address longer than 4096 characters. */
  ADDRESS_TOO_LONG("input.address-too-long", 414, false, "请求地址过长。", "The address is too long."),
  /** Headers of more than 20 KiB together. */
  HEADERS_TOO_LARGE(
      "input.headers-too-large", 431, false, "请求头过大。", "The request headers are too large."),
  /** No such thing, or not yours to know of. */
  NOT_FOUND(
      "not-found",
      404,
      false,
      "找不到所请求的内容。",
      "There is no such thing here, or it is not yours to see."),
  /** The method does not exist at this address. */
  METHOD_NOT_ALLOWED(
      "method-not-allowed", 405, false, "此地址不支持该操作。", "This address does not take that method."),
  /** No answer of the wanted media type exists. */
  NOT_ACCEPTABLE(
      "not-acceptable", 406, false, "没有所需格式的结果。", "There is no answer in the wanted format."),
  /** The thing has changed since it was read. */
  STALE(
      "precondition.stale",
      412,
      false,
      "内容已被他人更改，请重新读取后再试。",
      "It has changed since you read it; read it again."),
  /** The Idempotency-Key header is missing or malformed. */
  IDEMPOTENCY_MISSING(
      "idempotency.missing",
      400,
      false,
      "缺少 Idempotency-Key 请求头（16 至 128 个可打印 ASCII 字符）。",
      "Send an Idempotency-Key header of 16 to 128 printable ASCII characters."),
  /** The key was used with another body; {@code errors} names the fields that differ. */
  IDEMPOTENCY_MISMATCH(
      "idempotency.mismatch",
      422,
      false,
      "该 Idempotency-Key 已用于内容不同的请求。",
      "This Idempotency-Key was used with another body; errors names what differs."),
  /** The first request with this key is still being carried out. */
  IDEMPOTENCY_IN_FLIGHT(
      "idempotency.in-flight",
      409,
      true,
      "同一请求正在处理中，请稍后再试。",
      "The first request with this key is still being carried out; ask again."),
  /** Too many requests. */
  RATE_LIMITED("rate.limited", 429, true, "操作过于频繁，请稍后再试。", "Too many requests; try again later."),
  /** Something outside does not answer at present. */
  UNAVAILABLE(
      "unavailable",
      503,
      true,
      "服务暂时不可用，请稍后再试。",
      "Something this needs does not answer at present; try again later."),
  /** A fault of ours; the trace id finds it in the log. */
  INTERNAL(
      "internal",
      500,
      true,
      "系统内部错误，请凭 traceId 联系运维。",
      "A fault on our side; give the traceId to the operator.");

  private final Entry entry;

  PlatformProblem(String code, int status, boolean retryable, String zh, String en) {
    this.entry = new Entry(code, status, retryable, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
