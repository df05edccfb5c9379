package org.yima.institution.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.institution.InstitutionProblem;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;

/** A hospital's webhooks: made, listed, ended. */
@ApplicationScoped
class Webhooks {
  private static final int MOST = 10;

  /** The hospital's feeds, by the last part of their names. */
  private static final List<String> FEEDS =
      List.of("appointments", "settlements", "refund-requests", "identities");

  private final Database database;
  private final WebhookStore store;
  private final WebhookConfig config;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  Webhooks(
      Database database,
      WebhookStore store,
      WebhookConfig config,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.config = config;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  Uni<WebhookAnswer> make(Caller caller, NewWebhook asked) {
    Id hospital = caller.ownInstitution();
    Targets targets = new Targets(config.allowedHosts().orElse(Set.of()), config.plainHttp());
    if (!targets.allow(asked.url())) {
      return Uni.createFrom()
          .failure(InstitutionProblem.WEBHOOK_HOST.problem().at("/url", "not-allowed"));
    }
    String secret = Signature.secret(random);
    WebhookAnswer made =
        new WebhookAnswer(
            ids.beside(IdType.WEBHOOK, hospital),
            asked.url(),
            asked.events().stream().distinct().toList(),
            OffsetDateTime.now(clock),
            Optional.of(secret));
    List<String> feeds = FEEDS.stream().map(feed -> "hospital/" + hospital + "/" + feed).toList();
    return store
        .living(hospital)
        .invoke(Webhooks::mustHaveRoom)
        .chain(
            () ->
                database.tx(
                    tx ->
                        store
                            .insert(tx, hospital, made, secret, feeds)
                            .chain(
                                () -> tx.audit(AuditEntry.of(caller, "webhook.made", made.id())))))
        .replaceWith(made);
  }

  private static void mustHaveRoom(List<WebhookAnswer> living) {
    if (living.size() >= MOST) {
      throw InstitutionProblem.WEBHOOK_LIMIT.problem();
    }
  }

  Uni<List<WebhookAnswer>> list(Caller caller) {
    return store.living(caller.ownInstitution());
  }

  Uni<Void> end(Caller caller, Id id) {
    return database.tx(
        tx ->
            store
                .end(tx, caller.ownInstitution(), id, OffsetDateTime.now(clock))
                .invoke(
                    ended -> {
                      if (!ended) {
                        throw PlatformProblem.NOT_FOUND.problem();
                      }
                    })
                .chain(() -> tx.audit(AuditEntry.of(caller, "webhook.ended", id))));
  }
}
