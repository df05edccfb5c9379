package org.yima.platform.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where a bad value stands: a JSON pointer (RFC 6901) into the body, empty for the body itself, or
 * {@code ?name} for a parameter of the address.
 */
final class Pointers {
  private Pointers() {}

  static String of(List<JsonMappingException.Reference> path) {
    StringBuilder pointer = new StringBuilder();
    path.forEach(
        step ->
            append(
                pointer,
                step.getFieldName() == null
                    ? Integer.toString(step.getIndex())
                    : step.getFieldName()));
    return pointer.toString();
  }

  /** The path starts with the method and its parameter, which are no part of the body. */
  static String of(ConstraintViolation<?> violation) {
    List<Path.Node> nodes =
        StreamSupport.stream(violation.getPropertyPath().spliterator(), false).toList();
    Optional<String> parameter = addressed(violation.getRootBeanClass(), nodes);
    if (parameter.isPresent()) {
      return "?" + parameter.get();
    }
    StringBuilder pointer = new StringBuilder();
    for (Path.Node node : nodes.subList(Math.min(2, nodes.size()), nodes.size())) {
      if (node.getIndex() != null) {
        append(pointer, node.getIndex().toString());
      }
      if (node.getName() != null && !node.getName().startsWith("<")) {
        append(pointer, node.getName());
      }
    }
    return pointer.toString();
  }

  private static void append(StringBuilder pointer, String name) {
    pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
  }

  /** The name of the query or path parameter that the path starts with, if it is one. */
  private static Optional<String> addressed(Class<?> resource, List<Path.Node> nodes) {
    if (nodes.size() < 2
        || nodes.get(0).getKind() != ElementKind.METHOD
        || nodes.get(1).getKind() != ElementKind.PARAMETER) {
      return Optional.empty();
    }
    Path.MethodNode called = nodes.get(0).as(Path.MethodNode.class);
    int index = nodes.get(1).as(Path.ParameterNode.class).getParameterIndex();
    return method(resource, called)
        .flatMap(
            method ->
                Stream.of(method.getParameterAnnotations()[index])
                    .flatMap(annotation -> name(annotation).stream())
                    .findFirst());
  }

  /** What is called may be a proxy's; the annotations stand on the resource itself. */
  private static Optional<Method> method(Class<?> resource, Path.MethodNode called) {
    return Stream.<Class<?>>iterate(resource, type -> type != null, Class::getSuperclass)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.getName().equals(called.getName()))
        .filter(
            method -> Arrays.asList(method.getParameterTypes()).equals(called.getParameterTypes()))
        .filter(
            method -> Stream.of(method.getParameterAnnotations()).anyMatch(some -> some.length > 0))
        .findFirst();
  }

  private static Optional<String> name(Annotation annotation) {
    if (annotation instanceof QueryParam query) {
      return Optional.of(query.value());
    }
    return annotation instanceof PathParam path ? Optional.of(path.value()) : Optional.empty();
  }
}
