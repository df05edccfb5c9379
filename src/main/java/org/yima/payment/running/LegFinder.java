package org.yima.payment.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** Which payment a leg belongs to. */
@ApplicationScoped
class LegFinder {
  private final Database database;

  LegFinder(Database database) {
    this.database = database;
  }

  Uni<Optional<Id>> paymentOf(Id leg) {
    return database
        .query("select payment_id from leg where bucket = $1 and id = $2", leg.bucket(), leg.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(
                        new Id(IdType.PAYMENT, rows.iterator().next().getUUID("payment_id"))));
  }
}
