package org.yima.sandbox.control;

import java.util.List;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;

/** The control calls about payers, whatever their wallet. */
public final class Payers {
  private final List<PayerChannel> channels;

  public Payers(List<PayerChannel> channels) {
    this.channels = List.copyOf(channels);
  }

  public List<Route> routes() {
    OpenDoor door = new OpenDoor();
    return List.of(
        Route.of("POST", "/control/payers", "control", "payers", door, this::create),
        Route.of(
            "POST",
            "/control/payers/{ref}/oauth-code",
            "control",
            "oauth-code",
            door,
            this::oauthCode));
  }

  /** POST /control/payers {channel, ref, balance, script?}. */
  private Answer create(Call call, Transaction tx) {
    Fields request = call.json();
    String name = request.text("channel", 16);
    return channels.stream()
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refused(400, "channel.unknown", "no such wallet here"))
        .create(request, tx);
  }

  /** POST /control/payers/{ref}/oauth-code. */
  private Answer oauthCode(Call call, Transaction tx) {
    String ref = call.parameter("ref");
    return channels.stream()
        .filter(channel -> channel.has(tx, ref))
        .findFirst()
        .orElseThrow(() -> new Refused(404, "payer.unknown", "no such payer"))
        .oauthCode(ref, tx);
  }
}
