package org.yima.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/tour.md} as somebody would paste it: every block, in order, in one shell. */
final class Tour {
  private static final Pattern BLOCK =
      Pattern.compile("^```bash\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern SECRET =
      Pattern.compile(
          "^\\+ (?:phone|name|idNumber|openid|app|hospital|terminal|first|second|text|number)="
              + "'?([^'\n]+)'?$",
          Pattern.MULTILINE);
  private static final int MINUTES = 8;

  private Tour() {}

  /** Takes the tour in a folder that looks like the project's, with this world's files in it. */
  static void take(World world, Path folder) throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve("tour"));
    for (String used : new String[] {"yima", "cli", "samples"}) {
      Files.createSymbolicLink(home.resolve(used), World.home(used));
    }
    Files.createSymbolicLink(home.resolve("var"), world.folder());
    Path script = Files.writeString(home.resolve("tour.sh"), blocks());
    Path said = home.resolve("said.txt");
    ProcessBuilder start =
        new ProcessBuilder("bash", "-euxo", "pipefail", script.toString())
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    start.environment().put("JDK_JAVA_OPTIONS", World.SHORT_LIVED);
    Process bash = start.start();
    boolean ended = bash.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      bash.descendants().forEach(ProcessHandle::destroyForcibly);
      bash.destroyForcibly();
    }
    String told = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(ended).as("it ends:%n%s", told).isTrue();
    assertThat(bash.exitValue()).as("every step is so:%n%s", told).isZero();
  }

  /** What the shell's variables held of persons and keys, of a tour that was taken. */
  static Set<String> secrets(Path folder) throws IOException {
    return SECRET
        .matcher(Files.readString(folder.resolve("tour/said.txt"), StandardCharsets.UTF_8))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(World.home("docs/tour.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .collect(Collectors.joining("\n"));
  }
}
