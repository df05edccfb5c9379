package org.yima.samples;

import java.util.List;
import java.util.Map;

/**
 * What {@code city.json} holds. Money is fen, times are local times of Asia/Shanghai, dates are day
 * offsets from the day of publication, so the file never grows old.
 */
record City(
    long seed,
    Platform platform,
    List<Hospital> hospitals,
    List<Pharmacy> pharmacies,
    List<Insurer> insurers) {

  /** The service provider's own merchant; every institution has one under it. */
  record Platform(String spMchid, String spAppid, String admdvs) {}

  /**
   * @param code short code of the institution, also of its domain's owner
   * @param domain the authority that assigns its visit-card numbers
   * @param fixmedinsCode designated-institution code at the insurance bureau
   * @param confirms AUTO: the sandbox's hospital system confirms appointments; CALLER: whoever
   *     holds the hospital's key does
   */
  record Hospital(
      String code,
      String name,
      String domain,
      String fixmedinsCode,
      Merchant merchant,
      String insuranceMode,
      Confirms confirms,
      List<Department> departments,
      List<Session> sessions,
      List<Terminal> terminals,
      Extract extract) {}

  /** Who confirms a hospital's appointments. */
  enum Confirms {
    AUTO,
    CALLER
  }

  /** The institution's own merchant at the wallet. */
  record Merchant(String subMchid) {}

  record Department(String code, String name, List<Doctor> doctors) {}

  record Doctor(String code, String name, String title) {}

  /**
   * One clinic period, repeated on several days. Its published code is {@code <code>-<yyyyMMdd>}.
   *
   * @param dayOffsets days after the day of publication, 1 to 7
   * @param fee registration fee in fen
   * @param release when its numbers open
   * @param cancel until when a number may be given back
   */
  record Session(
      String code,
      String departmentCode,
      String doctorCode,
      List<Integer> dayOffsets,
      long fee,
      Release release,
      Cancel cancel,
      List<Segment> segments) {}

  /** Opens {@code daysAhead} days before the session's date at {@code at}. */
  record Release(int daysAhead, String at) {}

  /** Closes {@code daysBefore} days before the session's date at {@code at}. */
  record Cancel(int daysBefore, String at) {}

  record Segment(String code, String from, String to, String pool, int capacity) {}

  record Terminal(String code, String name) {}

  /**
   * A hospital's extract.
   *
   * @param file path below {@code samples/city}
   */
  record Extract(String file, Mapping mapping) {}

  /**
   * How an extract is read, as a migration wants to be told.
   *
   * @param columns our key to the header of the file
   * @param values our key to what the file's words mean
   */
  record Mapping(
      String encoding, Map<String, String> columns, Map<String, Map<String, String>> values) {}

  record Pharmacy(String code, String name, String fixmedinsCode, Merchant merchant) {}

  record Insurer(String id, String name, String kind) {}
}
