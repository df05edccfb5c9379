package org.yima.index.fhir;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Some clients write the dollar of an operation's name as %24, which is the same address. */
class Dollars {
  private static final String WRITTEN = "/fhir/Patient/%24";
  private static final String MEANT = "/fhir/Patient/$";

  @ServerRequestFilter(preMatching = true)
  void read(ContainerRequestContext request) {
    URI asked = request.getUriInfo().getRequestUri();
    if (asked.getRawPath().startsWith(WRITTEN)) {
      request.setRequestUri(URI.create(asked.toString().replace(WRITTEN, MEANT)));
    }
  }
}
