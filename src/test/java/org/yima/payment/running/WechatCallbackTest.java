package org.yima.payment.running;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.yima.gateway.wallet.NotificationReply;

/** What the wallet hears: anything but 200 or 204 makes it send the same again for hours. */
class WechatCallbackTest {
  @Test
  void anAcknowledgementHasNoBody() {
    RestResponse<String> reply = WechatCallback.reply(new NotificationReply(204, "", ""));
    assertThat(reply.getStatus()).isEqualTo(204);
    assertThat(reply.getEntity()).isNull();
  }

  @Test
  void aRefusalSaysSoInItsOwnWords() {
    RestResponse<String> reply =
        WechatCallback.reply(new NotificationReply(401, "application/json", "{\"code\":\"FAIL\"}"));
    assertThat(reply.getStatus()).isEqualTo(401);
    assertThat(reply.getMediaType().toString()).isEqualTo("application/json");
    assertThat(reply.getEntity()).isEqualTo("{\"code\":\"FAIL\"}");
  }
}
