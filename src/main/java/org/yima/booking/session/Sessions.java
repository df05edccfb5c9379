package org.yima.booking.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/** What booking asks about sessions. */
@ApplicationScoped
public class Sessions {
  private final SessionStore store;

  Sessions(SessionStore store) {
    this.store = store;
  }

  /** The session; fails with {@code not-found}. */
  public Uni<SessionHead> head(Id id) {
    return store
        .find(id)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .map(
            it ->
                new SessionHead(it.id(), it.hospitalId(), it.departmentId(), it.date(), it.fee()));
  }
}
