package org.yima.local;

import java.util.List;

/** The demonstration's members of staff. */
final class Staff {
  /** The operator that the server makes at its first start; it makes all the others. */
  static final String LOADER = "loader";

  /**
   * Somebody to be made.
   *
   * @param institution code of the institution, empty for the platform's own people
   */
  record Member(String login, String role, String institution) {}

  // The loader's one-time passwords are spent while loading, so people get an operator of their
  // own.
  static final List<Member> MEMBERS =
      List.of(
          new Member("operator", "OPERATOR", ""),
          new Member("reviewer1", "REVIEWER", ""),
          new Member("reviewer2", "REVIEWER", ""),
          new Member("window1", "HOSPITAL_STAFF", "h1"),
          new Member("window2", "HOSPITAL_STAFF", "h2"),
          new Member("window3", "HOSPITAL_STAFF", "h3"),
          new Member("doctor1", "DOCTOR", "h1"),
          new Member("doctor3", "DOCTOR", "h3"),
          new Member("pharmacist1", "PHARMACIST", "rx1"),
          new Member("pharmacist2", "PHARMACIST", "rx2"));

  private Staff() {}
}
