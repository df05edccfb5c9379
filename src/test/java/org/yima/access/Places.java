package org.yima.access;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yima.platform.Id;

/**
 * The places in which an operation takes an id: every parameter of its path, and what is named or
 * typed like an id in its query and, at any depth, in its body.
 */
final class Places {
  private final Set<String> found = new TreeSet<>();

  private Places() {}

  static Set<String> of(Method operation) {
    Places places = new Places();
    for (Parameter parameter : operation.getParameters()) {
      places.add(parameter);
    }
    return places.found;
  }

  private void add(Parameter parameter) {
    if (parameter.isAnnotationPresent(PathParam.class)) {
      found.add("{" + parameter.getAnnotation(PathParam.class).value() + "}");
    } else if (parameter.isAnnotationPresent(QueryParam.class)) {
      String name = parameter.getAnnotation(QueryParam.class).value();
      if (like(name)) {
        found.add("?" + name);
      }
    } else if (isBody(parameter)) {
      add("", parameter.getParameterizedType());
    }
  }

  private static boolean isBody(AnnotatedElement parameter) {
    return !parameter.isAnnotationPresent(HeaderParam.class)
        && !parameter.isAnnotationPresent(jakarta.ws.rs.core.Context.class);
  }

  private void add(String pointer, Type type) {
    if (type == Id.class) {
      found.add(pointer);
    } else if (type instanceof ParameterizedType many && many.getRawType() == List.class) {
      add(pointer + "/*", many.getActualTypeArguments()[0]);
    } else if (type instanceof Class<?> some && some.isRecord()) {
      for (RecordComponent component : some.getRecordComponents()) {
        String inner = pointer + "/" + component.getName();
        if (like(component.getName()) && component.getType() == String.class) {
          found.add(inner);
        } else if (like(component.getName()) && component.getType() == List.class) {
          found.add(inner + "/*");
        } else {
          add(inner, component.getGenericType());
        }
      }
    }
  }

  private static boolean like(String name) {
    return name.equals("id") || name.equals("ids") || name.matches(".*Ids?");
  }
}
