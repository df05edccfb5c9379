package org.yima.booking.appointment;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.booking.BookingEvents;
import org.yima.platform.Feeds;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.resident.Residents;

/**
 * The feed with its persons: entries at rest carry ids alone, names are put in when the hospital
 * reads them.
 */
@ApplicationScoped
class HospitalFeed {
  private final Feeds feeds;
  private final AppointmentStore store;
  private final Residents residents;

  HospitalFeed(Feeds feeds, AppointmentStore store, Residents residents) {
    this.feeds = feeds;
    this.store = store;
    this.residents = residents;
  }

  Uni<FeedAnswer.Page> read(Id hospital, String after, int limit) {
    return feeds
        .read(BookingEvents.feed(hospital), after, limit)
        .chain(
            page ->
                Multi.createFrom()
                    .iterable(page.items())
                    .onItem()
                    .transformToUniAndConcatenate(this::answer)
                    .collect()
                    .asList()
                    .map(items -> new FeedAnswer.Page(items, page.next())));
  }

  private Uni<FeedAnswer> answer(Feeds.Entry entry) {
    return store
        .find(Id.parse(IdType.APPOINTMENT, entry.subject()).orElseThrow())
        .map(Optional::orElseThrow)
        .chain(
            found ->
                residents
                    .get(found.residentId())
                    .map(resident -> FeedAnswer.of(entry, found, resident)));
  }
}
