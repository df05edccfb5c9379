package org.yima.institution.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import org.yima.platform.Feeds;
import org.yima.platform.Sha256;

/** Posts messages to receivers. Redirects are not followed and answers are not read. */
@ApplicationScoped
class Receivers {
  private final HttpClient client;
  private final WebhookConfig config;
  private final Clock clock;

  Receivers(Vertx vertx, WebhookConfig config, Clock clock) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) config.timeout().toMillis()));
    this.config = config;
    this.clock = clock;
  }

  /** Whether the receiver took the message; what fails on the way counts as not taken. */
  Uni<Boolean> post(WebhookStore.Place place, Feeds.Entry entry) {
    String body =
        new JsonObject()
            .put("type", entry.type())
            .put("timestamp", entry.at().toString())
            .put("data", entry.payload())
            .encode();
    String id = messageId(place.feed(), entry.cursor());
    long timestamp = clock.instant().getEpochSecond();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(place.url())
            .setFollowRedirects(false)
            .setTimeout(config.timeout().toMillis())
            .putHeader("content-type", "application/json")
            .putHeader("webhook-id", id)
            .putHeader("webhook-timestamp", Long.toString(timestamp))
            .putHeader("webhook-signature", Signature.of(place.secret(), id, timestamp, body));
    return client
        .request(options)
        .chain(request -> taken(request, body))
        .onFailure()
        .recoverWithItem(false);
  }

  private static Uni<Boolean> taken(HttpClientRequest request, String body) {
    return request
        .send(body)
        .map(response -> response.statusCode() / 100 == 2)
        .onItemOrFailure()
        .call((taken, failure) -> Uni.createFrom().item(request::reset));
  }

  /** The same for every try of one entry of one feed, and telling nothing of either. */
  private static String messageId(String feed, String cursor) {
    byte[] hash = Sha256.of((feed + '\n' + cursor).getBytes(StandardCharsets.UTF_8));
    return "msg_" + HexFormat.of().formatHex(hash, 0, 16);
  }
}
