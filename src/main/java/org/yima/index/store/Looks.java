package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yima.index.IndexRecord;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;

/** Writes down who has been shown whose records; before they are shown. */
@ApplicationScoped
public class Looks {
  private final Database database;

  Looks(Database database) {
    this.database = database;
  }

  /**
   * One line for each call that shows anybody, beside the first record.
   *
   * @param action as {@code noun.verb}
   */
  public Uni<Void> at(Caller caller, String action, List<IndexRecord> shown) {
    if (shown.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    JsonArray ids = new JsonArray();
    shown.forEach(record -> ids.add(record.id().toString()));
    AuditEntry entry = AuditEntry.of(caller, action, shown.get(0).id()).with("records", ids);
    return database.audit(entry);
  }
}
