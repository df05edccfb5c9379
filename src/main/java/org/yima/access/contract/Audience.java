package org.yima.access.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who a document is for, and the paths that are theirs. */
public enum Audience {
  APP("Resident's app", "/v1/app/", "/.well-known/"),
  TERMINAL("Terminals", "/v1/terminal/", "/v1/token", "/.well-known/"),
  HOSPITAL("Hospitals", "/v1/hospital/", "/v1/token", "/v1/staff/"),
  DOCTOR("Doctors", "/v1/doctor/", "/v1/staff/login"),
  PHARMACY("Pharmacies", "/v1/pharmacy/", "/v1/token", "/v1/staff/login"),
  INSURER("Insurers", "/v1/insurer/", "/v1/token"),
  ADMIN("Operator", "/v1/admin/", "/v1/staff/login");

  private final String title;
  private final List<String> prefixes;

  Audience(String title, String... prefixes) {
    this.title = title;
    this.prefixes = List.of(prefixes);
  }

  public String title() {
    return title;
  }

  boolean owns(String path) {
    return prefixes.stream().anyMatch(path::startsWith);
  }

  /** The name in addresses and file names. */
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Audience> of(String path) {
    for (Audience audience : values()) {
      if (audience.path().equals(path)) {
        return Optional.of(audience);
      }
    }
    return Optional.empty();
  }
}
