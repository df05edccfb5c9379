package org.yima.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.sms.Sms;
import org.yima.gateway.sms.SmsGateway;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayPool;

/** Short messages, for rooms that have something to tell to a person who is not looking. */
@ApplicationScoped
public class ShortMessages {
  private final SmsGateway gateway;
  private final GatewayPool pool;

  public ShortMessages(SmsGateway gateway, GatewayPool pool) {
    this.gateway = gateway;
    this.pool = pool;
  }

  /** What became of a message. */
  public enum Answer {
    /** The gateway has it, which is not yet the phone. */
    ACCEPTED,
    /** It will never be sent. */
    REFUSED,
    /** Nobody knows: the same message under the same id may be sent again, and arrives once. */
    UNKNOWN
  }

  /**
   * Sends a notice, outside any transaction. It may take as long as the gateway takes, seconds.
   *
   * @param messageId at most 64 characters; the same for the same message
   * @param text at most 500 characters
   */
  public Uni<Answer> notice(String messageId, String phone, String text) {
    return pool.call(Gateway.SMS, () -> gateway.send(new Sms.Notice(messageId, phone, text)))
        .map(
            outcome ->
                outcome.fold(
                    sent -> Answer.ACCEPTED,
                    pending -> Answer.UNKNOWN,
                    declined ->
                        declined.retryable()
                                || declined.reason() == DeclineReason.CREDENTIALS_REFUSED
                            ? Answer.UNKNOWN
                            : Answer.REFUSED,
                    unknown -> Answer.UNKNOWN));
  }
}
