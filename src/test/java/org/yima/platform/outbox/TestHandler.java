package org.yima.platform.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Id;

/** Hears the relay test's events, and fails for the subjects it is told to fail for. */
@Singleton
public class TestHandler implements EventHandler {
  static final String TYPE = "relay-test.happened";

  final List<Event> heard = new CopyOnWriteArrayList<>();
  final Set<Id> poisoned = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "relay-test";
  }

  @Override
  public Set<String> types() {
    return Set.of(TYPE);
  }

  @Override
  public Uni<Void> handle(Event event) {
    if (poisoned.contains(event.subject())) {
      throw new IllegalStateException("this one cannot be handled yet");
    }
    heard.add(event);
    return Uni.createFrom().voidItem();
  }

  List<Id> subjects() {
    return heard.stream().map(Event::subject).toList();
  }
}
