package org.yima.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/**
 * Parameters of the address and headers are text like a body's fields: {@code %00} decodes to a
 * character that no column holds. Forms are refused where they are read.
 */
class TextFilter {
  /** Before anybody looks a parameter up. */
  @ServerRequestFilter(priority = 1)
  void mustBeText(ContainerRequestContext request) {
    UriInfo address = request.getUriInfo();
    List<Problem.FieldError> errors = new ArrayList<>();
    look(address.getPathParameters(), errors);
    look(address.getQueryParameters(), errors);
    look(request.getHeaders(), errors);
    if (!errors.isEmpty()) {
      throw PlatformProblem.INPUT_INVALID.problem().with(errors);
    }
  }

  private static void look(
      MultivaluedMap<String, String> parameters, List<Problem.FieldError> errors) {
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      if (!parameter.getValue().stream().allMatch(StrictText::isText)) {
        errors.add(new Problem.FieldError("?" + parameter.getKey(), "invalid"));
      }
    }
  }
}
