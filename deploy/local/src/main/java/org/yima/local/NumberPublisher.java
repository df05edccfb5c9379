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

/**
 * Publishes what the hospitals offer: departments and doctors once, the coming days' sessions
 * daily.
 */
final class NumberPublisher {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

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
    String published = "published." + code + "." + today;
    if (progress.answer(published).isPresent()) {
      return;
    }
    String clientId = progress.answer(InstitutionLoader.clientKey(code)).orElseThrow();
    Api system = machine.signIn(clientId, keys.ec(InstitutionLoader.keyName(code)));
    progress.once(
        published,
        () -> {
          catalogue(system, code, hospital);
          for (JsonNode session : hospital.path("sessions")) {
            for (JsonNode offset : session.path("dayOffsets")) {
              session(system, session, today.plusDays(offset.asInt()));
            }
          }
          return "yes";
        });
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

  private static void session(Api system, JsonNode session, LocalDate date)
      throws IOException, InterruptedException {
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
    String code =
        session.path("code").asText() + "-" + date.format(DateTimeFormatter.BASIC_ISO_DATE);
    system.put("/v1/hospital/sessions/" + code, body);
  }

  private static String before(LocalDate date, JsonNode rule, String days) {
    return ZonedDateTime.of(
            date.minusDays(rule.path(days).asInt()),
            LocalTime.parse(rule.path("at").asText()),
            ZONE)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
