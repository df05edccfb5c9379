package org.yima.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yima.platform.Role;

/** {@code endpoint-policy.txt}: who may call what, stated apart from the code. */
public final class PolicyTable {
  private static final Path TABLE = Path.of("test/resources/endpoint-policy.txt");

  private PolicyTable() {}

  /** A row: what is called and who may. */
  public record Row(String method, String path, Set<Role> roles) {
    public String key() {
      return method + " " + path;
    }

    public boolean open() {
      return roles.contains(Role.ANYONE);
    }
  }

  public static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] cells = line.trim().split("\\s+");
        assertThat(cells).as(line).hasSize(3);
        Set<Role> roles =
            Arrays.stream(cells[2].split(","))
                .map(Role::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        rows.add(new Row(cells[0], cells[1], roles));
      }
    }
    return rows;
  }
}
