package org.yima.access.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.access.Allow;
import org.yima.platform.Role;

/** Who may call each operation, read from the {@link Allow} that the gate itself obeys. */
@ApplicationScoped
class AllowedRoles {
  private final Map<String, List<Role>> roles = new HashMap<>();

  AllowedRoles(BeanManager beans) {
    beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .map(bean -> bean.getBeanClass())
        .filter(type -> type.isAnnotationPresent(Path.class))
        .forEach(this::read);
  }

  /** The roles of an operation, by name; empty when there is no such operation. */
  Optional<List<Role>> of(String method, String path) {
    return Optional.ofNullable(roles.get(key(method, path)));
  }

  private void read(Class<?> resource) {
    String path = slashed(resource.getAnnotation(Path.class).value());
    for (Method method : resource.getDeclaredMethods()) {
      Allow allow = method.getAnnotation(Allow.class);
      if (allow != null) {
        Path more = method.getAnnotation(Path.class);
        String whole = more == null ? path : path + slashed(more.value());
        verb(method).ifPresent(verb -> roles.put(key(verb, whole), sorted(allow.value())));
      }
    }
  }

  private static List<Role> sorted(Role[] roles) {
    return Arrays.stream(roles).sorted().toList();
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }

  private static String slashed(String path) {
    String start = path.startsWith("/") ? path : "/" + path;
    return start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
  }

  /** A parameter's pattern is no part of the address that the document shows. */
  private static String key(String method, String path) {
    return method.toUpperCase(Locale.ROOT)
        + ' '
        + path.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
  }
}
