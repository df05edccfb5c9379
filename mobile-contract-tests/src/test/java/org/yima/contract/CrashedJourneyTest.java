package org.yima.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job with something killed after every step: nothing that was said is lost. The long form
 * kills not the server alone but the launcher and the database with it, as a power cut would.
 */
class CrashedJourneyTest {
  private enum Killed {
    SERVER,
    EVERYTHING
  }

  private static final boolean LONG_FORM = Integer.getInteger("yima.scale", 1) > 1;

  @TempDir static Path folder;
  private static final List<World> STARTED = new ArrayList<>();

  @AfterAll
  static void stop() {
    STARTED.forEach(World::close);
  }

  @TestFactory
  Stream<DynamicNode> theMainJobSurvivesACrashAfterEveryStep() {
    return Stream.of(Killed.values())
        .filter(killed -> killed == Killed.SERVER || LONG_FORM)
        .map(killed -> DynamicContainer.dynamicContainer(killed.name(), journey(killed)));
  }

  private static Stream<DynamicTest> journey(Killed killed) {
    World world = World.start(folder.resolve(killed.name()));
    STARTED.add(world);
    Journey journey = new Journey(world);
    return journey.steps().stream()
        .map(
            step ->
                DynamicTest.dynamicTest(
                    step.name(),
                    () -> {
                      journey.take(step);
                      switch (killed) {
                        case SERVER -> world.crash();
                        case EVERYTHING -> world.crashAll();
                      }
                    }));
  }
}
