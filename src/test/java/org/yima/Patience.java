package org.yima;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What has to come is waited for as long as a busy machine may need; nothing that comes waits. */
public final class Patience implements QuarkusTestBeforeClassCallback {
  @Override
  public void beforeClass(Class<?> testClass) {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }
}
