package org.yima.contract;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on a fresh installation: by test, then by hand as the documents tell it, with
 * another hospital and another resident; and what is logged of both.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneyTest {
  @TempDir static Path folder;
  private static World world;
  private static Journey journey;

  @BeforeAll
  static void start() {
    world = World.start(folder.resolve("var"));
    journey = new Journey(world);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> theMainJob() {
    return journey.steps().stream()
        .map(step -> DynamicTest.dynamicTest(step.name(), () -> journey.take(step)));
  }

  @Test
  @Order(2)
  void theTourIsAsItIsWritten() throws Exception {
    Tour.take(world, folder);
  }

  @Test
  @Order(3)
  void nothingOfAPersonIsLoggedAndEveryRequestIsTraced() throws Exception {
    ServerLog log = ServerLog.of(world);
    log.holdsNone(journey.secrets());
    log.holdsNone(Tour.secrets(folder));
    log.tracesEveryRequest();
  }
}
