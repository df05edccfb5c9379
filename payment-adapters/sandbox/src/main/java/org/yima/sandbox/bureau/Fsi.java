package org.yima.sandbox.bureau;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;

/**
 * The provider interface: one path, the function's number in the body, a message number that is
 * answered once.
 */
final class Fsi {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT).withZone(ZONE);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final List<String> HEAD =
      List.of(
          "mdtrtarea_admvs",
          "infver",
          "opter_type",
          "opter",
          "opter_name",
          "inf_time",
          "fixmedins_name");
  private final SandboxConfig.Bureau config;
  private final Map<String, Function> functions;

  Fsi(SandboxConfig.Bureau config, Map<String, Function> functions) {
    this.config = config;
    this.functions = Map.copyOf(functions);
  }

  /** One function of the interface. */
  interface Function {
    Map<String, Object> run(Message message, Transaction tx);
  }

  /** A message whose head was checked. */
  record Message(String infno, String msgid, String institution, String insuredArea, Fields input) {
    Fields data() {
      return input.object("data");
    }
  }

  private record Barred(String msgid) {}

  /** A refusal of the business. */
  static Refused refused(String text) {
    return new Refused(200, "REFUSED", text);
  }

  /** A reversal for a message that never came bars it, should it come later. */
  static void bar(Transaction tx, String msgid) {
    tx.put(msgid, "", new Barred(msgid));
  }

  /** The function's number, which faults and the log know the call by. */
  static String name(Call call) {
    String infno = call.json().optional("infno", 10).orElse("-");
    return infno.matches("[0-9A-Z]{4,6}") ? infno : "-";
  }

  /** Every function there is. */
  Set<String> numbers() {
    Set<String> numbers = new HashSet<>(functions.keySet());
    numbers.add("9102");
    return numbers;
  }

  /** Answers a message, or answers it again. A refusal is an answer too: it is kept. */
  Answer handle(Call call, Transaction tx) {
    Message message = message(call.json());
    SignIns.require(tx, message.institution(), call.json().optional("sign_no", 64));
    if (message.infno().equals("9102")) {
      return Files.download(message, tx);
    }
    String asked =
        message.infno() + " " + message.institution() + " " + Json.text(message.input().tree());
    Optional<Transaction.Kept> kept = tx.kept("fsi", message.msgid());
    if (kept.isPresent()) {
      if (!kept.get().request().equals(asked)) {
        throw refused("报文重复：报文ID已用于其他请求");
      }
      return Answer.ofJson(200, kept.get().body());
    }
    Answer answer = Answer.json(200, answer(message, tx));
    tx.keep("fsi", message.msgid(), new Transaction.Kept(asked, 200, answer.body()));
    return answer;
  }

  private Map<String, Object> answer(Message message, Transaction tx) {
    try {
      if (tx.find(Barred.class, message.msgid()).isPresent()) {
        throw refused("该交易已被冲正");
      }
      Function function = functions.get(message.infno());
      if (function == null) {
        throw refused("交易编号不存在");
      }
      return envelope(tx.clock(), 0, "", function.run(message, tx));
    } catch (Refused refusal) {
      // Every function checks before it writes, so there is nothing to undo and the refusal can be
      // kept.
      return envelope(tx.clock(), -1, refusal.getMessage(), Map.of());
    }
  }

  private Message message(Fields body) {
    String infno = body.text("infno", 10);
    HEAD.forEach(name -> body.text(name, 200));
    requireHead(body);
    if (infno.startsWith("22")) {
      body.text("insuplc_admdvs", 6);
    }
    String institution = body.text("fixmedins_code", 30);
    if (config.institutions().stream().noneMatch(i -> i.code().equals(institution))) {
      throw refused("医药机构编号不存在");
    }
    String msgid = body.text("msgid", 50);
    if (!msgid.startsWith(institution)
        || !msgid.substring(institution.length()).matches("\\d{18}")) {
      throw refused("报文ID格式错误");
    }
    return new Message(
        infno,
        msgid,
        institution,
        body.optional("insuplc_admdvs", 6).orElse(""),
        body.object("input"));
  }

  private static void requireHead(Fields body) {
    for (String area : List.of("mdtrtarea_admvs", "insuplc_admdvs")) {
      if (!body.optional(area, 200).orElse("000000").matches("\\d{6}")) {
        throw body.bad(area, "must be six digits");
      }
    }
    if (!body.text("infver", 200).equals("V1.0")) {
      throw body.bad("infver", "must be V1.0");
    }
    if (!body.text("opter_type", 200).matches("[123]")) {
      throw body.bad("opter_type", "must be 1, 2 or 3");
    }
    requireTime(body, "inf_time");
  }

  /** Times within messages are written to the second, in the bureau's zone. */
  static void requireTime(Fields fields, String name) {
    try {
      LocalDateTime unused = LocalDateTime.parse(fields.text(name, 30), TIME);
    } catch (DateTimeParseException otherwise) {
      throw fields.bad(name, "must be yyyy-MM-dd HH:mm:ss");
    }
  }

  static Map<String, Object> envelope(
      Clock clock, int infcode, String error, Map<String, Object> output) {
    String stamp = STAMP.format(clock.instant());
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("infcode", infcode);
    envelope.put("inf_refmsgid", "510100" + stamp + "0000000");
    envelope.put("refmsg_time", stamp);
    envelope.put("respond_time", stamp);
    envelope.put("enctype", "");
    envelope.put("signtype", "");
    envelope.put("warn_msg", "");
    envelope.put("cainfo", "");
    envelope.put("err_msg", error);
    envelope.put("output", output);
    return envelope;
  }
}
