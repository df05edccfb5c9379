package org.yima.contract;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The main job, once, on a fresh installation. */
class JourneyTest {
  @TempDir static Path folder;
  private static World world;

  @BeforeAll
  static void start() {
    world = World.start(folder);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @TestFactory
  Stream<DynamicTest> theMainJob() {
    Journey journey = new Journey(world);
    return journey.steps().stream()
        .map(step -> DynamicTest.dynamicTest(step.name(), () -> journey.take(step)));
  }
}
