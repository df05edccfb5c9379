package org.yima.gateway.sms;

/** A message, by the template it uses. None shows its content in its text form. */
public sealed interface Sms {

  String messageId();

  String phone();

  /** A one-time code. */
  record LoginCode(String messageId, String phone, String code) implements Sms {
    @Override
    public String toString() {
      return "LoginCode[" + messageId + "]";
    }
  }

  /** A notice in words. */
  record Notice(String messageId, String phone, String text) implements Sms {
    @Override
    public String toString() {
      return "Notice[" + messageId + "]";
    }
  }
}
