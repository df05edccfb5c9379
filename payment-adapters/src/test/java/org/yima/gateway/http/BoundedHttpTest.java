package org.yima.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;

/** One answer, within bounds. */
class BoundedHttpTest {

  private static final Timeouts BOUNDS =
      new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
  private final Peer peer = new Peer(request -> new Peer.Hang());

  @AfterEach
  void close() {
    peer.close();
  }

  private Outcome<HttpAnswer> asked(int largest) {
    return new BoundedHttp(BOUNDS, largest).send(HttpRequest.newBuilder(peer.uri()));
  }

  @Test
  void anAnswerIsReadWhole() {
    String body = "0123456789".repeat(20_000);
    peer.behave(request -> new Peer.Reply(200, Map.of(), body));
    HttpAnswer answer = asked(body.length()).toOptional().orElseThrow();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo(body);
  }

  @Test
  void oneThatIsTooLargeIsGivenUp() {
    String body = "0123456789".repeat(20_000);
    peer.behave(request -> new Peer.Reply(200, Map.of(), body));
    assertThat(asked(body.length() - 1)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void oneThatIsCutOffIsNoAnswer() {
    peer.behave(request -> new Peer.CutOff("0123456789"));
    assertThat(asked(1_000)).isEqualTo(Outcome.unknown(UnknownCause.CONNECTION));
  }
}
