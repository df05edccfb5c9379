package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway that hangs. How: every call to it waits for the test. */
class GatewayPoolTest {
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final GatewayPool pool = new GatewayPool(vertx, meters);
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @AfterEach
  void stop() {
    answer.complete("late");
    pool.stop(new ShutdownEvent());
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private <T> CompletableFuture<T> started(Gateway gateway, Callable<T> call) {
    return pool.call(gateway, call).subscribeAsCompletionStage().orTimeout(60, TimeUnit.SECONDS);
  }

  private List<CompletableFuture<String>> hanging(int calls) {
    List<CompletableFuture<String>> hanging = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      hanging.add(started(Gateway.WECHAT, answer::join));
    }
    return hanging;
  }

  private double underWay() {
    return meters.get("yima.gateway.calls").tag("gateway", "wechat").gauge().value();
  }

  @Test
  void starvesNoOther() {
    List<CompletableFuture<String>> hanging = hanging(GatewayPool.BOUND);

    assertThat(started(Gateway.BUREAU, () -> "settled").join()).isEqualTo("settled");

    assertThat(hanging).noneMatch(CompletableFuture::isDone);
    assertThat(underWay()).isEqualTo(GatewayPool.BOUND);
  }

  @Test
  void isCalledNoMoreThanSoOften() {
    List<CompletableFuture<String>> hanging = hanging(GatewayPool.BOUND);
    AtomicBoolean made = new AtomicBoolean();

    CompletableFuture<Boolean> more = started(Gateway.WECHAT, () -> made.getAndSet(true));

    assertThatThrownBy(more::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(GatewayBusyException.class);
    answer.complete("late");
    assertThat(hanging).allMatch(call -> call.join().equals("late"));
    assertThat(started(Gateway.WECHAT, () -> "again").join()).isEqualTo("again");
    assertThat(made).isFalse();
  }

  @Test
  void isFreeAgainWhenItsCallsThrow() {
    List<CompletableFuture<String>> hanging = hanging(GatewayPool.BOUND);

    answer.completeExceptionally(new IllegalStateException("reset"));

    assertThat(hanging)
        .allSatisfy(call -> assertThatThrownBy(call::join).hasRootCauseMessage("reset"));
    assertThat(started(Gateway.WECHAT, () -> "again").join()).isEqualTo("again");
    assertThat(underWay()).isZero();
  }
}
