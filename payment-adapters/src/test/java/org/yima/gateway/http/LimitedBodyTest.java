package org.yima.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In whatever pieces a body comes. */
class LimitedBodyTest {
  private static final int LENGTH = 100_000;
  private boolean cancelled;

  private static byte[] body() {
    byte[] body = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      body[i] = (byte) (i * 31 + i / 251);
    }
    return body;
  }

  private LimitedBody reads(int largest, int piece) {
    LimitedBody limited = new LimitedBody(largest);
    limited.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long many) {}

          @Override
          public void cancel() {
            cancelled = true;
          }
        });
    byte[] body = body();
    for (int at = 0; at < LENGTH; at += piece) {
      ByteBuffer next = ByteBuffer.wrap(body, at, Math.min(piece, LENGTH - at));
      limited.onNext(List.of(next, ByteBuffer.allocate(0)));
    }
    limited.onComplete();
    return limited;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1_000, 16_384, 16_385, 40_000, LENGTH})
  void itIsPutTogetherAsItCame(int piece) throws Exception {
    assertThat(reads(LENGTH, piece).getBody().toCompletableFuture().get()).isEqualTo(body());
    assertThat(cancelled).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, LENGTH})
  void oneByteTooManyIsTooLarge(int piece) {
    assertThatThrownBy(() -> reads(LENGTH - 1, piece).getBody().toCompletableFuture().get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LimitedBody.TooLarge.class);
    assertThat(cancelled).isTrue();
  }
}
