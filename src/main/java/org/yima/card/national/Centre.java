package org.yima.card.national;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yima.card.CardProblem;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.ehc.EhcCardCentre;
import org.yima.gateway.ehc.EhcSettings;
import org.yima.gateway.healthopen.HealthOpenCardCentre;
import org.yima.gateway.healthopen.HealthOpenSettings;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayBusyException;
import org.yima.platform.GatewayConfig;
import org.yima.platform.GatewayPool;

/** The card centre of the configuration, where there is one. */
@ApplicationScoped
public class Centre {
  private final Optional<CardCentre> port;
  private final GatewayPool pool;

  Centre(GatewayConfig config, GatewayPool pool, Clock clock) {
    this.port = config.cardCentre().map(centre -> port(centre, clock));
    this.pool = pool;
  }

  static CardCentre port(GatewayConfig.CardCentre centre, Clock clock) {
    return switch (centre.shape()) {
      case EHC -> new EhcCardCentre(settings(centre, clock), clock);
      case HEALTH_OPEN -> new HealthOpenCardCentre(open(centre, clock), clock);
    };
  }

  private static HealthOpenSettings open(GatewayConfig.CardCentre centre, Clock clock) {
    HealthOpenSettings usual =
        HealthOpenSettings.usual(
            URI.create(centre.endpoint()),
            centre.appId(),
            centre.appSecret(),
            centre
                .hospitalId()
                .orElseThrow(
                    () -> new IllegalStateException("yima.gateway.card-centre.hospital-id")));
    return new HealthOpenSettings(
        usual.baseUri(),
        usual.appId(),
        usual.appSecret(),
        usual.hospitalId(),
        usual.channel(),
        centre.channel(),
        clock.getZone(),
        refusals(centre),
        usual.timeouts());
  }

  private static EhcSettings settings(GatewayConfig.CardCentre centre, Clock clock) {
    EhcSettings usual =
        EhcSettings.usual(
            URI.create(centre.endpoint()), centre.appId(), centre.termId(), centre.appSecret());
    return new EhcSettings(
        usual.endpoint(),
        usual.appId(),
        usual.termId(),
        usual.appSecret(),
        centre.version(),
        centre.channel(),
        clock.getZone(),
        usual.successes(),
        refusals(centre),
        centre.signedAnswers(),
        usual.timeouts());
  }

  /** What its codes mean, which differ by province; any other is no more than a refusal. */
  private static Map<String, DeclineReason> refusals(GatewayConfig.CardCentre centre) {
    Map<String, DeclineReason> reasons = new HashMap<>();
    centre.refusals().forEach((code, reason) -> reasons.put(code, reason(code, reason)));
    return reasons;
  }

  private static DeclineReason reason(String code, String reason) {
    try {
      return DeclineReason.valueOf(reason.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalStateException(
          "yima.gateway.card-centre.refusals." + code + ": no reason of the port", unknown);
    }
  }

  /** Whether this deployment has one. */
  public boolean isThere() {
    return port.isPresent();
  }

  /** Asks it, and says what is known afterwards; what was not sent is declined, as busy. */
  <T> Uni<Outcome<T>> outcome(Function<CardCentre, Outcome<T>> question) {
    CardCentre centre = port.orElseThrow(CardProblem.CODE_FORMAT::problem);
    return pool.call(Gateway.CARD_CENTRE, () -> question.apply(centre))
        .onFailure(GatewayBusyException.class)
        .recoverWithItem(Outcome.declined(DeclineReason.BUSY, "NOT_ASKED"));
  }

  /** Asks it; what is neither a success nor a plain no is an unknown answer, to be asked again. */
  <T> Uni<T> ask(Function<CardCentre, Outcome<T>> question) {
    return outcome(question).map(Centre::known);
  }

  private static <T> T known(Outcome<T> outcome) {
    return outcome.fold(
        success -> success.value(),
        pending -> {
          throw CardProblem.CENTRE_NO_ANSWER.problem();
        },
        declined -> {
          throw refusal(declined.reason()).problem();
        },
        unknown -> {
          throw CardProblem.CENTRE_NO_ANSWER.problem();
        });
  }

  /** What a terminal is told of a refusal. */
  static CardProblem refusal(DeclineReason reason) {
    return switch (reason) {
      case NOT_FOUND -> CardProblem.CODE_FORGED;
      case CLOSED -> CardProblem.CODE_EXPIRED;
      case ID_REUSED -> CardProblem.CODE_REPLAYED;
      case BUSY, CREDENTIALS_REFUSED -> CardProblem.CENTRE_NO_ANSWER;
      default -> CardProblem.CENTRE_REFUSED;
    };
  }
}
