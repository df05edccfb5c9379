package org.yima.platform;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;

/** A transaction in which a versioned aggregate is loaded, changed and saved. */
public final class SessionTx extends Tx {
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

  private final Mutiny.Session session;

  SessionTx(Mutiny.Session session, Ids ids, Clock clock) {
    super(ids, clock);
    this.session = session;
  }

  /** The session; for Stores alone, which keep entities to themselves. */
  public Mutiny.Session session() {
    return session;
  }

  @Override
  public Uni<Integer> write(String sql, Object... parameters) {
    return prepared(sql, parameters).executeUpdate();
  }

  @Override
  Uni<Integer> count(String sql, Object... parameters) {
    return prepared(sql, parameters).getResultList().map(List::size);
  }

  private Mutiny.Query<Object> prepared(String sql, Object... parameters) {
    Mutiny.Query<Object> query =
        session.createNativeQuery(PARAMETER.matcher(sql).replaceAll("?$1"));
    for (int i = 0; i < parameters.length; i++) {
      query = query.setParameter(i + 1, parameters[i]);
    }
    return query;
  }
}
