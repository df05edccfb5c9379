package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Publishes what the hospitals offer: departments and doctors once, the coming days' sessions
 * daily. A session is published once: what its hospital makes of it afterwards stands.
 */
final class NumberPublisher {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** What refuses to be published again after a load that was cut off before its note. */
  private static final Set<String> HOSPITALS_OWN = Set.of("session.stopped", "session.in-use");

  private static final int DATE_LENGTH = 8;

  private final Machine machine;
  private final Keys keys;
  private final Progress progress;
  private final Clock clock;

  NumberPublisher(Machine machine, Keys keys, Progress progress, Clock clock) {
    this.machine = machine;
    this.keys = keys;
    this.progress = progress;
    this.clock = clock;
  }

  void publish(JsonNode city) throws IOException, InterruptedException {
    for (JsonNode hospital : city.path("hospitals")) {
      publishHospital(hospital);
    }
  }

  private void publishHospital(JsonNode hospital) throws IOException, InterruptedException {
    String code = hospital.path("code").asText();
    LocalDate today = LocalDate.now(clock.withZone(ZONE));
    Map<String, Map<String, Object>> wanted = sessions(hospital, today);
    Set<String> published = published(code);
    if (published.containsAll(wanted.keySet())) {
      return;
    }
    String clientId = progress.answer(InstitutionLoader.clientKey(code)).orElseThrow();
    Api system = machine.signIn(clientId, keys.ec(InstitutionLoader.keyName(code)));
    catalogue(system, code, hospital);
    for (Map.Entry<String, Map<String, Object>> session : wanted.entrySet()) {
      if (published.add(session.getKey())) {
        publish(system, session.getKey(), session.getValue());
      }
    }
    // What is over is never published again, and needs no note.
    published.removeIf(session -> isBefore(session, today));
    progress.note(noteKey(code), String.join(" ", published));
  }

  static String noteKey(String hospital) {
    return "sessions." + hospital;
  }

  private Set<String> published(String hospital) {
    return new TreeSet<>(
        progress.answer(noteKey(hospital)).map(note -> List.of(note.split(" "))).orElse(List.of()));
  }

  private static boolean isBefore(String session, LocalDate today) {
    String date = session.substring(session.length() - DATE_LENGTH);
    return LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).isBefore(today);
  }

  private static void publish(Api system, String code, Map<String, Object> body)
      throws IOException, InterruptedException {
    try {
      system.put("/v1/hospital/sessions/" + code, body);
    } catch (ApiRefusal refusal) {
      if (!HOSPITALS_OWN.contains(refusal.code())) {
        throw refusal;
      }
    }
  }

  private void catalogue(Api system, String hospital, JsonNode from)
      throws IOException, InterruptedException {
    progress.once(
        "catalogue." + hospital,
        () -> {
          for (JsonNode department : from.path("departments")) {
            String code = department.path("code").asText();
            system.put(
                "/v1/hospital/departments/" + code,
                Map.of("name", department.path("name").asText()));
            for (JsonNode doctor : department.path("doctors")) {
              system.put(
                  "/v1/hospital/doctors/" + doctor.path("code").asText(),
                  Map.of(
                      "departmentCode",
                      code,
                      "name",
                      doctor.path("name").asText(),
                      "title",
                      doctor.path("title").asText()));
            }
          }
          return "yes";
        });
  }

  /** The sessions of the coming days by their codes, which end in their dates. */
  private static Map<String, Map<String, Object>> sessions(JsonNode hospital, LocalDate today) {
    Map<String, Map<String, Object>> sessions = new LinkedHashMap<>();
    for (JsonNode session : hospital.path("sessions")) {
      for (JsonNode offset : session.path("dayOffsets")) {
        LocalDate date = today.plusDays(offset.asInt());
        sessions.put(
            session.path("code").asText() + "-" + date.format(DateTimeFormatter.BASIC_ISO_DATE),
            session(session, date));
      }
    }
    return sessions;
  }

  private static Map<String, Object> session(JsonNode session, LocalDate date) {
    List<Map<String, Object>> segments = new ArrayList<>();
    for (JsonNode segment : session.path("segments")) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("code", segment.path("code").asText());
      body.put("from", segment.path("from").asText());
      body.put("to", segment.path("to").asText());
      body.put("pool", segment.path("pool").asText());
      body.put("capacity", segment.path("capacity").asInt());
      segments.add(body);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("departmentCode", session.path("departmentCode").asText());
    body.put("doctorCode", session.path("doctorCode").asText());
    body.put("date", date.toString());
    body.put("fee", session.path("fee").asLong());
    body.put("releaseAt", before(date, session.path("release"), "daysAhead"));
    body.put("cancelUntil", before(date, session.path("cancel"), "daysBefore"));
    body.put("segments", segments);
    return body;
  }

  private static String before(LocalDate date, JsonNode rule, String days) {
    return ZonedDateTime.of(
            date.minusDays(rule.path(days).asInt()),
            LocalTime.parse(rule.path("at").asText()),
            ZONE)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
