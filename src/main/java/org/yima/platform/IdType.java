package org.yima.platform;

import java.util.Optional;

/** The kinds of thing that have an id, with the prefix that its text form wears. */
public enum IdType {
  ACCOUNT("acc"),
  SESSION("ses"),
  CLIENT("cli"),
  STAFF("stf"),
  PRESENCE("prs"),
  READER("rdr"),
  INSTITUTION("ins"),
  DEPARTMENT("dep"),
  DOCTOR("doc"),
  WEBHOOK("whk"),
  RECORD("rec"),
  PERSON("per"),
  MATCH("mat"),
  MERGE("mrg"),
  BACKTEST("bkt"),
  FOUNDING("fnd"),
  RESIDENT("res"),
  PROXY("prx"),
  CARD("card"),
  CARD_BATCH("cbt"),
  CODE("code"),
  INSTRUMENT("inst"),
  USE("use"),
  RESOLUTION("rsl"),
  VISIT_CARD("vcd"),
  BILL("bill"),
  PLAN("plan"),
  PAYMENT("pay"),
  LEG("leg"),
  POSTING("pst"),
  REFUND("ref"),
  REFUND_REQUEST("rrq"),
  CHARGE("chg"),
  SETTLEMENT("stl"),
  CLINIC_SESSION("sess"),
  SEGMENT("seg"),
  APPOINTMENT("apt"),
  WAITLIST("wtl"),
  CHECK_IN("chk"),
  ENCOUNTER("enc"),
  VISIT("vis"),
  PRESCRIPTION("rx"),
  ORDER("ord"),
  MIGRATION("mig"),
  EVENT("evt"),
  AUDIT("aud"),
  CLAIM("clm"),
  ATTEMPT("att");

  private final String prefix;

  IdType(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }

  static Optional<IdType> ofPrefix(String prefix) {
    for (IdType type : values()) {
      if (type.prefix.equals(prefix)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
