package org.yima.card.scan;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.yima.access.ShortMessages;
import org.yima.access.ShortMessages.Answer;
import org.yima.card.scan.AlertStore.Alert;
import org.yima.card.scan.AlertStore.End;
import org.yima.institution.Institutions;
import org.yima.platform.Job;
import org.yima.resident.Contacts;
import org.yima.resident.Residents;

/**
 * Tells owners by short message that their card was shown in an emergency. A job of its own: the
 * counter that scanned has its answer long before, and a gateway that is slow or away holds up
 * nothing but these messages. What became of one is asked again under the same id until it is
 * known, for a day.
 */
@ApplicationScoped
class EmergencyAlerts implements Job {
  private static final Logger LOG = Logger.getLogger(EmergencyAlerts.class);
  private static final int AT_ONCE = 16;
  private static final Duration WORTH_TELLING = Duration.ofDays(1);
  private static final int LONGEST_PAUSE = 300;
  private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("M月d日 HH:mm");

  private final AlertStore store;
  private final Residents residents;
  private final Contacts contacts;
  private final Institutions institutions;
  private final ShortMessages messages;
  private final Clock clock;

  EmergencyAlerts(
      AlertStore store,
      Residents residents,
      Contacts contacts,
      Institutions institutions,
      ShortMessages messages,
      Clock clock) {
    this.store = store;
    this.residents = residents;
    this.contacts = contacts;
    this.institutions = institutions;
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "card.emergency-alerts";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(500);
  }

  @Override
  public Uni<Void> run() {
    return store
        .due(AT_ONCE)
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndMerge(this::settle)
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> settle(Alert alert) {
    return tell(alert)
        .chain(answers -> conclude(alert, answers))
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.warnf("alert=%s failed=%s", alert.resolution(), failure.getClass().getName());
              return conclude(alert, List.of(Answer.UNKNOWN));
            });
  }

  private Uni<List<Answer>> tell(Alert alert) {
    return institutions
        .get(alert.institution())
        .map(institution -> words(institution.name(), alert.at()))
        .chain(
            words ->
                residents
                    .get(alert.resident())
                    .chain(contacts::phones)
                    .chain(phones -> tell(alert, phones, words)));
  }

  private Uni<List<Answer>> tell(Alert alert, List<String> phones, String words) {
    return Multi.createFrom()
        .iterable(IntStream.range(0, phones.size()).boxed().toList())
        .onItem()
        .transformToUniAndConcatenate(
            i -> messages.notice(alert.resolution() + "-" + i, phones.get(i), words))
        .collect()
        .in(ArrayList::new, List::add);
  }

  private String words(String institution, OffsetDateTime at) {
    return "【医码】您的健康卡于"
        + AT.format(at.atZoneSameInstant(clock.getZone()))
        + "在"
        + institution
        + "用于急诊身份识别。如非本人就诊，请在应用中冻结健康卡。";
  }

  private Uni<Void> conclude(Alert alert, List<Answer> answers) {
    boolean old = alert.at().plus(WORTH_TELLING).isBefore(OffsetDateTime.now(clock));
    if (answers.contains(Answer.UNKNOWN) && !old) {
      long pause = Math.min(LONGEST_PAUSE, 1L << Math.min(alert.attempts(), 9));
      return store.postpone(alert, Duration.ofSeconds(pause));
    }
    return store.end(alert, answers.contains(Answer.ACCEPTED) ? End.TOLD : End.GIVEN_UP);
  }
}
