package org.yima.payment.attempt;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import org.yima.gateway.insurance.MessageId;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.SqlTx;

/**
 * Message ids for the bureau, each claimed for good before it is used, so that none is ever used
 * twice, whichever server draws it.
 */
@ApplicationScoped
public class MessageIds {
  private static final String CHANNEL = "bureau";
  private static final int SEQUENCES = 10_000;

  private final Database database;
  private final Clock clock;
  private final SecureRandom random;

  MessageIds(Database database, Clock clock, SecureRandom random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /** As {@link #next(SqlTx, String, String)}, in a transaction of its own. */
  public Uni<String> next(String fixmedinsCode, String subject) {
    return database.tx(tx -> next(tx, fixmedinsCode, subject));
  }

  /**
   * Claims a fresh id; on the rare collision another is drawn.
   *
   * @param subject whose call it is, for people who search
   */
  public Uni<String> next(SqlTx tx, String fixmedinsCode, String subject) {
    String id = MessageId.of(fixmedinsCode, LocalDateTime.now(clock), random.nextInt(SEQUENCES));
    return tx.query(
            """
            insert into channel_number (bucket, channel, number, subject) values ($1, $2, $3, $4)
            on conflict (bucket, channel, number) do nothing returning number
            """,
            Bucket.ofKey(CHANNEL + "/" + id),
            CHANNEL,
            id,
            subject)
        .chain(
            claimed ->
                claimed.rowCount() == 1
                    ? Uni.createFrom().item(id)
                    : next(tx, fixmedinsCode, subject));
  }
}
