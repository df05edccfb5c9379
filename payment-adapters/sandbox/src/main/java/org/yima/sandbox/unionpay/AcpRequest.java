package org.yima.sandbox.unionpay;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** A signed message, read field by field by the rules of its kind. */
final class AcpRequest {
  private static final Duration AWAY = Duration.ofDays(1);
  private final AcpMessage message;

  AcpRequest(AcpMessage message) {
    this.message = message;
  }

  AcpMessage message() {
    return message;
  }

  /** Whether it is of this kind; {@code *} stands for any product. */
  boolean is(String txnType, String txnSubType, String bizType, String channelType) {
    return message.get("txnType").equals(txnType)
        && message.get("txnSubType").equals(txnSubType)
        && (bizType.equals("*") || message.get("bizType").equals(bizType))
        && (channelType.equals("*") || message.get("channelType").equals(channelType));
  }

  /** A field that is there and fits. */
  String required(String name, String pattern) {
    if (!message.has(name)) {
      throw Acp.refuse(AcpCode.MISSING, "报文交易要素缺失[" + name + "]");
    }
    return optional(name, pattern);
  }

  /** A field that fits, or empty text. */
  String optional(String name, String pattern) {
    String value = message.get(name);
    if (!value.isEmpty() && !value.matches(pattern)) {
      throw malformed(name);
    }
    return value;
  }

  private static RuntimeException malformed(String name) {
    return Acp.refuse(AcpCode.MALFORMED, "报文格式错误[" + name + "]");
  }

  String merId() {
    return message.get("merId");
  }

  String orderId() {
    return required("orderId", "[0-9A-Za-z]{8,40}");
  }

  /** The order's time; it must be about now for anything but a query. */
  String txnTime(Instant now) {
    String text = required("txnTime", "\\d{14}");
    Instant at = Acp.time("txnTime", text);
    if (Duration.between(at, now).abs().compareTo(AWAY) > 0) {
      throw malformed("txnTime");
    }
    return text;
  }

  long amount() {
    String amount = required("txnAmt", "[1-9]\\d{0,11}");
    if (!required("currencyCode", "\\d{3}").equals("156")) {
      throw malformed("currencyCode");
    }
    return Long.parseLong(amount);
  }

  /** An absolute address without a query, which would end up among the signed fields. */
  String url(String name) {
    String text = required(name, "https?://\\S{1,250}");
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && uri.getRawQuery() == null) {
        return text;
      }
    } catch (IllegalArgumentException notAUrl) {
      throw malformed(name);
    }
    throw malformed(name);
  }

  Instant payTimeout(Instant now) {
    Instant at = Acp.time("payTimeout", required("payTimeout", "\\d{14}"));
    if (!at.isAfter(now)) {
      throw malformed("payTimeout");
    }
    return at;
  }

  String reserved() {
    return optional("reqReserved", "[^&={}\\[\\]]{1,1024}");
  }

  /** Of everything that was asked for; signatures of the same differ, so they are left out. */
  String digest() {
    AcpMessage asked = new AcpMessage(message.fields());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(asked.signed().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
