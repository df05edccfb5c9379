package org.yima.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.platform.Id;

/** Every key that the server reads stands in docs/configuration.md, written out. */
class ConfigurationTest {
  @Test
  void everyKeyIsDocumented() throws IOException, URISyntaxException {
    String page = Files.readString(Sources.root().resolve("docs/configuration.md"));
    List<String> keys = keys();
    assertThat(keys).contains("yima.card.keys.<id>.seed", "yima.access.bootstrap.login");
    assertThat(keys.stream().filter(key -> !page.contains("`" + key + "`"))).isEmpty();
  }

  private static List<String> keys() throws URISyntaxException {
    Path classes = Path.of(Id.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new ClassFileImporter()
        .importPath(classes).stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .map(type -> type.reflect())
            .flatMap(type -> keys(type.getAnnotation(ConfigMapping.class).prefix(), type))
            .sorted()
            .toList();
  }

  private static Stream<String> keys(String prefix, Class<?> group) {
    return Stream.of(group.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && !method.isDefault())
        .flatMap(method -> keys(prefix + "." + name(method), method.getGenericReturnType()));
  }

  private static Stream<String> keys(String name, Type type) {
    if (type instanceof ParameterizedType made) {
      Type[] of = made.getActualTypeArguments();
      return made.getRawType().equals(Map.class)
          ? keys(name + ".<id>", of[1])
          : made.getRawType().equals(Optional.class) ? keys(name, of[0]) : Stream.of(name);
    }
    return type instanceof Class<?> group
            && group.isInterface()
            && group.getName().startsWith("org.yima.")
        ? keys(name, group)
        : Stream.of(name);
  }

  /** As SmallRye maps it: words in lower case, joined by hyphens. */
  private static String name(Method method) {
    WithName given = method.getAnnotation(WithName.class);
    return given != null
        ? given.value()
        : method.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
