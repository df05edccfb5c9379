package org.yima.gateway.sms;

import org.yima.gateway.Outcome;

/** Sends short messages. */
public interface SmsGateway {

  /** Hands a message over. Idempotent by message id. Accepted is not yet delivered. */
  Outcome<Accepted> send(Sms message);

  /** Asks what became of a message; one that is not known is declined with NOT_FOUND. */
  Outcome<Accepted> query(String messageId);

  /** The gateway took the message. */
  record Accepted(String messageId) {}
}
