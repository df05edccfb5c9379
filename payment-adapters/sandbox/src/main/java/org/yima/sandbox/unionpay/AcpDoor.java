package org.yima.sandbox.unionpay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Refused;

/** Checks the head and the signature of every message and signs every answer, refusals too. */
final class AcpDoor implements Door {
  private static final List<String> ECHOED =
      List.of(
          "version",
          "encoding",
          "signMethod",
          "txnType",
          "txnSubType",
          "bizType",
          "accessType",
          "merId",
          "orderId",
          "txnTime",
          "reqReserved");
  private static final List<String> REQUIRED =
      List.of(
          "version",
          "encoding",
          "signMethod",
          "signature",
          "txnType",
          "txnSubType",
          "bizType",
          "accessType",
          "merId",
          "txnTime");
  private final AcpSigning signing;

  AcpDoor(AcpSigning signing) {
    this.signing = signing;
  }

  @Override
  public Seal seals(String call) {
    return Seal.SIGNED;
  }

  @Override
  public void admit(Call call) {
    if (!call.header("content-type")
        .map(type -> type.startsWith("application/x-www-form-urlencoded"))
        .orElse(false)) {
      throw Acp.refuse(AcpCode.MALFORMED, "报文格式错误");
    }
    AcpMessage message = AcpMessage.form(call);
    for (String name : REQUIRED) {
      if (!message.has(name)) {
        throw Acp.refuse(AcpCode.MISSING, "报文交易要素缺失[" + name + "]");
      }
    }
    if (!message.get("version").equals("5.1.0")
        || !message.get("encoding").equalsIgnoreCase("UTF-8")
        || !message.get("accessType").equals("0")
        || !message.get("bizType").matches("\\d{6}")) {
      throw Acp.refuse(AcpCode.MALFORMED, "报文格式错误");
    }
    if (!signing.knows(message.get("merId"))) {
      throw Acp.refuse(AcpCode.MERCHANT_STATE, "商户状态不正确");
    }
    if (!signing.verifies(message)) {
      throw Acp.refuse(AcpCode.BAD_SIGNATURE, "验证签名失败");
    }
  }

  /** An answer to this request: what is repeated of it, and a code. */
  static AcpMessage answer(AcpMessage request, String code, String text) {
    AcpMessage answer = new AcpMessage();
    ECHOED.forEach(name -> answer.put(name, request.get(name)));
    return answer.put("respCode", code).put("respMsg", text);
  }

  /** An answer that is not signed yet. */
  static Answer unsigned(AcpMessage message) {
    return new Answer(
        200, Map.of("Content-Type", "text/html;charset=UTF-8"), utf8(message.encoded()));
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    if (refusal.status() >= 500) {
      return new Answer(
          refusal.status(), Map.of("Content-Type", "text/html"), utf8("<h1>500</h1>"));
    }
    AcpMessage request;
    try {
      request = AcpMessage.form(call);
    } catch (Refused unreadable) {
      request = new AcpMessage();
    }
    return unsigned(answer(request, refusal.code(), refusal.getMessage()));
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    if (answer.status() != 200) {
      return answer;
    }
    AcpMessage message =
        AcpMessage.form(new Call(call.method(), call.uri(), Map.of(), answer.body(), Map.of()));
    return new Answer(200, answer.headers(), utf8(signing.sign(message, spoilt).raw()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
