package org.yima.sandbox.wechat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Refused;

/** A bill's file behind a link that lives five minutes, whatever bill it is. */
record WechatBillFile(String token, String content, Instant expiresAt) {
  private static final Duration LIFE = Duration.ofMinutes(5);

  /** Where a bill is: the hash of its content, and its link, packed where that was asked for. */
  static Answer linked(Call call, Transaction tx, WechatKeys keys, byte[] bill) {
    return Answer.json(
        200,
        Map.of(
            "hash_type",
            "SHA1",
            "hash_value",
            Digests.hex("SHA-1", bill),
            "download_url",
            kept(call, tx, keys, packed(call, bill))));
  }

  /** Keeps the file and gives its link. */
  static String kept(Call call, Transaction tx, WechatKeys keys, byte[] content) {
    String token = keys.nonce(48);
    tx.put(
        token,
        "",
        new WechatBillFile(
            token, Base64.getEncoder().encodeToString(content), tx.now().plus(LIFE)));
    return "http://"
        + call.header("host").orElse("127.0.0.1")
        + "/v3/billdownload/file?token="
        + token;
  }

  /** GET /v3/billdownload/file: the request is signed, the answer is not. */
  static Answer download(Call call, Transaction tx) {
    WechatBillFile file =
        tx.find(WechatBillFile.class, call.query("token").orElse(""))
            .filter(f -> tx.now().isBefore(f.expiresAt()))
            .orElseThrow(() -> new Refused(400, "INVALID_REQUEST", "下载链接已失效"));
    return new Answer(
        200,
        Map.of("Content-Type", "application/octet-stream"),
        Base64.getDecoder().decode(file.content()));
  }

  /**
   * The day that is asked for: none that has not begun, and where bills take their time none whose
   * bill is still being made.
   */
  static LocalDate date(Call call, Transaction tx, SandboxConfig.Wechat config) {
    LocalDate date;
    try {
      date = LocalDate.parse(call.query("bill_date").orElse(""));
    } catch (DateTimeParseException e) {
      throw new Refused(400, "PARAM_ERROR", "bill_date");
    }
    if (date.isAfter(LocalDate.ofInstant(tx.now(), WechatTimes.ZONE))) {
      throw new Refused(400, "INVALID_REQUEST", "账单日期不合法");
    }
    if (config.billsAfterHours() != null && tx.now().isBefore(made(date, config))) {
      throw new Refused(400, "STATEMENT_CREATING", "账单生成中");
    }
    return date;
  }

  private static Instant made(LocalDate date, SandboxConfig.Wechat config) {
    return date.plusDays(1)
        .atStartOfDay(WechatTimes.ZONE)
        .toInstant()
        .plus(Duration.ofHours(config.billsAfterHours()));
  }

  static boolean isOn(LocalDate date, Instant at) {
    return LocalDate.ofInstant(at, WechatTimes.ZONE).equals(date);
  }

  /** As it was asked for. */
  static byte[] packed(Call call, byte[] bill) {
    return call.query("tar_type").orElse("").equals("GZIP") ? gzip(bill) : bill;
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
