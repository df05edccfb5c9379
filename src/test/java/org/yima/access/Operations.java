package org.yima.access;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yima.platform.Role;

/** Every operation that the server's resources declare. */
final class Operations {
  private Operations() {}

  /** One operation; {@code roles} is empty where no policy is declared, {@code places} take ids. */
  record Operation(String method, String path, Set<Role> roles, Set<String> places) {
    String key() {
      return method + " " + path;
    }
  }

  static List<Operation> all() {
    List<Operation> operations = new ArrayList<>();
    for (Bean<?> bean :
        Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
      Class<?> resource = bean.getBeanClass();
      if (ours(resource) && resource.isAnnotationPresent(Path.class)) {
        for (Method method : resource.getDeclaredMethods()) {
          verb(method).ifPresent(verb -> operations.add(operation(resource, method, verb)));
        }
      }
    }
    return operations;
  }

  private static boolean ours(Class<?> resource) {
    return resource.getName().startsWith("org.yima.");
  }

  private static java.util.Optional<String> verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return java.util.Optional.of(verb.value());
      }
    }
    return java.util.Optional.empty();
  }

  private static Operation operation(Class<?> resource, Method method, String verb) {
    String path = slashed(resource.getAnnotation(Path.class).value());
    Path more = method.getAnnotation(Path.class);
    if (more != null) {
      path = path + slashed(more.value());
    }
    Allow allow = method.getAnnotation(Allow.class);
    Set<Role> roles = new TreeSet<>();
    if (allow != null) {
      roles.addAll(List.of(allow.value()));
    }
    return new Operation(
        verb, path.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}"), roles, Places.of(method));
  }

  private static String slashed(String path) {
    String start = path.startsWith("/") ? path : "/" + path;
    return start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
  }
}
