package org.yima.institution.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** Webhooks and their places in the feeds. */
@ApplicationScoped
class WebhookStore {
  private static final String SECRET = "webhook.secret_enc";

  private final Database database;
  private final Vault vault;

  WebhookStore(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /** A webhook's place in one feed, with what is needed to go on from there. */
  record Place(
      Id webhook,
      String feed,
      String after,
      int attempts,
      String url,
      String secret,
      Set<String> events,
      OffsetDateTime since) {
    /** Not the secret: a log must never hold it. */
    @Override
    public String toString() {
      return "Place[" + webhook + ", " + feed + "]";
    }
  }

  Uni<Void> insert(
      SqlTx tx, Id institution, WebhookAnswer made, String secret, List<String> feeds) {
    Id id = made.id();
    return tx.write(
            """
            insert into webhook (bucket, id, institution_id, url, secret_enc, events, created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            id.bucket(),
            id.uuid(),
            institution.uuid(),
            made.url(),
            Buffer.buffer(vault.seal(SECRET, id.uuid(), secret)),
            made.events().toArray(String[]::new),
            made.createdAt())
        .chain(
            () ->
                tx.batch(
                    """
                    insert into webhook_place (bucket, webhook_id, feed, after, attempts, due_at)
                    values ($1, $2, $3, '', 0, $4)
                    """,
                    feeds.stream()
                        .map(feed -> new Object[] {id.bucket(), id.uuid(), feed, made.createdAt()})
                        .toList()));
  }

  Uni<List<WebhookAnswer>> living(Id institution) {
    return database
        .query(
            """
            select id, url, events, created_at from webhook
            where bucket = $1 and institution_id = $2 and ended_at is null order by id desc
            """,
            institution.bucket(),
            institution.uuid())
        .map(
            rows -> {
              List<WebhookAnswer> list = new ArrayList<>();
              rows.forEach(
                  row ->
                      list.add(
                          new WebhookAnswer(
                              new Id(IdType.WEBHOOK, row.getUUID("id")),
                              row.getString("url"),
                              List.of(row.getArrayOfStrings("events")),
                              row.getOffsetDateTime("created_at"),
                              Optional.empty())));
              return list;
            });
  }

  /** Ends a webhook of the institution; false when it has no such one. */
  Uni<Boolean> end(SqlTx tx, Id institution, Id id, OffsetDateTime now) {
    return tx.write(
            """
            update webhook set ended_at = $4
            where bucket = $1 and id = $2 and institution_id = $3 and ended_at is null
            """,
            id.bucket(),
            id.uuid(),
            institution.uuid(),
            now)
        .call(
            ended ->
                ended == 0
                    ? Uni.createFrom().voidItem()
                    : tx.write(
                        "delete from webhook_place where bucket = $1 and webhook_id = $2",
                        id.bucket(),
                        id.uuid()))
        .map(ended -> ended == 1);
  }

  Uni<List<Place>> due(OffsetDateTime now, int limit) {
    return database
        .query(
            """
            select p.webhook_id, p.feed, p.after, p.attempts, w.url, w.secret_enc, w.events,
                   w.created_at
            from webhook_place p join webhook w on w.bucket = p.bucket and w.id = p.webhook_id
            where p.due_at <= $1 order by p.due_at limit $2
            """,
            now,
            limit)
        .map(
            rows -> {
              List<Place> list = new ArrayList<>();
              rows.forEach(row -> list.add(place(row)));
              return list;
            });
  }

  private Place place(Row row) {
    Id id = new Id(IdType.WEBHOOK, row.getUUID("webhook_id"));
    return new Place(
        id,
        row.getString("feed"),
        row.getString("after"),
        row.getInteger("attempts"),
        row.getString("url"),
        vault.open(SECRET, id.uuid(), row.getBuffer("secret_enc").getBytes()),
        Set.of(row.getArrayOfStrings("events")),
        row.getOffsetDateTime("created_at"));
  }

  /** Moves a place on, from where it was; it is left alone when another has moved it. */
  Uni<Void> move(Place from, String after, int attempts, OffsetDateTime due) {
    return database
        .query(
            """
            update webhook_place set after = $5, attempts = $6, due_at = $7
            where bucket = $1 and webhook_id = $2 and feed = $3 and after = $4
            """,
            from.webhook().bucket(),
            from.webhook().uuid(),
            from.feed(),
            from.after(),
            after,
            attempts,
            due)
        .replaceWithVoid();
  }
}
