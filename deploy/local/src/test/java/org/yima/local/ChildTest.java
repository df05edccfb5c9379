package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildTest {
  @TempDir Path temporary;

  @Test
  void stopsAndLeavesNoPidFile() throws Exception {
    Child child = sleeper();
    assertThat(Files.readString(temporary.resolve("sleeper.pid")))
        .isEqualTo(Long.toString(child.pid()));
    child.stop();
    assertThat(alive(child.pid())).isFalse();
    assertThat(temporary.resolve("sleeper.pid")).doesNotExist();
  }

  @Test
  void leftoverIsEndedByTheNextStart() throws Exception {
    Child child = sleeper();
    Child.endLeftover("sleeper", temporary, Sleeper.class.getName());
    assertThat(alive(child.pid())).isFalse();
  }

  @Test
  void anotherProgramUnderARecycledNumberIsLeftAlone() throws Exception {
    Child child = sleeper();
    Child.endLeftover("sleeper", temporary, "some-other-program.jar");
    assertThat(alive(child.pid())).isTrue();
    child.stop();
  }

  @Test
  void endThatNobodyAskedForIsToldInOneLine() throws Exception {
    Child child = Child.start("sleeper", temporary, List.of("no.such.Main"));
    int status = child.onExit().join().exitValue();
    assertThat(status).isEqualTo(1);
    assertThat(child.ended())
        .hasMessage("The sleeper ended with status 1; see " + temporary.resolve("sleeper.log"));
    assertThat(temporary.resolve("sleeper.log")).content().contains("no.such.Main");
  }

  @Test
  void childrenDieWithAKilledLauncher() throws Exception {
    assumeTrue(Tools.onPath("setpriv"), "util-linux's setpriv asks the kernel for the signal");
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                temporary.toString())
            .start();
    String pid = launcher.inputReader().readLine();
    ProcessHandle child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    launcher.destroyForcibly().waitFor();
    assertThat(child.onExit().join().isAlive()).isFalse();
  }

  private Child sleeper() throws IOException {
    return start(temporary);
  }

  private static Child start(Path directory) throws IOException {
    return Child.start(
        "sleeper",
        directory,
        List.of("-cp", System.getProperty("java.class.path"), Sleeper.class.getName()));
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(Signals::isRunning).orElse(false);
  }

  /** Starts a child and waits to be killed. */
  static final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
      Child child = start(Path.of(arguments[0]));
      System.out.println(child.pid());
      Thread.currentThread().join();
    }
  }

  /** Waits to be ended. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] arguments) throws InterruptedException {
      Thread.currentThread().join();
    }
  }
}
