package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yima.index.IndexRecord;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;

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
    return shown.isEmpty() ? Uni.createFrom().voidItem() : asked(caller, action, shown);
  }

  /**
   * One line for each question about people, whatever its answer: who asks for a thousand and finds
   * none is seen, too. A line that names nobody stands beside who asked.
   *
   * @param action as {@code noun.verb}
   */
  public Uni<Void> asked(Caller caller, String action, List<IndexRecord> shown) {
    JsonArray ids = new JsonArray();
    shown.forEach(record -> ids.add(record.id().toString()));
    Id subject = shown.isEmpty() ? caller.self() : shown.get(0).id();
    return database.audit(AuditEntry.of(caller, action, subject).with("records", ids));
  }
}
