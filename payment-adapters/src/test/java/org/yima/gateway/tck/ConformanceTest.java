package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every adapter and every case, against the sandbox over HTTP. With {@code -Dyima.write=true} the
 * table in the README is written anew; without, it has to say what was proved here.
 */
class ConformanceTest {

  private static SandboxWorld world;
  private static Hearing centre;
  private static List<Driver> drivers;

  @BeforeAll
  static void start(@TempDir Path folder) {
    centre = new Hearing();
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("wechat", WechatSection.of(folder));
    sections.put("unionpay", UnionPaySection.of(folder));
    sections.put("bureau", BureauSection.of(folder, centre.of("6302").toString()));
    sections.put("alipay", AlipaySection.of(folder));
    world = SandboxWorld.start(folder, sections);
    drivers =
        List.of(
            new WechatDriver(world),
            new AlipayDriver(world),
            new UnionPayDriver(world, folder),
            new FsiDriver(world),
            new MobilePayDriver(world, centre));
  }

  @AfterAll
  static void stop() {
    world.close();
    centre.close();
  }

  @TestFactory
  Stream<DynamicNode> everyAdapterInEveryCase() {
    return drivers.stream().map(ConformanceTest::cases);
  }

  private static DynamicNode cases(Driver driver) {
    return DynamicContainer.dynamicContainer(
        driver.name(),
        Arrays.stream(Case.values())
            .filter(driver.cases()::contains)
            .map(each -> DynamicTest.dynamicTest(each.title(), () -> each.prove(driver))));
  }

  @Test
  void theTableSaysWhatIsProved() throws IOException {
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    String due = ConformanceTable.in(text, ConformanceTable.of(drivers));
    if (Boolean.getBoolean("yima.write")) {
      assertThat(Files.writeString(readme, due)).exists();
    } else {
      assertThat(text).isEqualTo(due);
    }
  }
}
