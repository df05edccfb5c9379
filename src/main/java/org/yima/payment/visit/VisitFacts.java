package org.yima.payment.visit;

import io.vertx.core.json.JsonObject;
import java.time.LocalDateTime;
import java.util.Optional;
import org.yima.gateway.insurance.FeeBatch;
import org.yima.gateway.insurance.InsuranceCredential;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.Registration;

/**
 * What the bureau has to be told of a visit. Until the registration's answer is known that is all
 * of 2201, its authorisation included, so that the same message can be sent again; afterwards the
 * visit's numbers are enough. It rests encrypted.
 */
final class VisitFacts {
  /** Of a visit that is over: nothing is kept. */
  static final VisitFacts NONE = new VisitFacts(new JsonObject());

  private final JsonObject values;

  private VisitFacts(JsonObject values) {
    this.values = values;
  }

  static VisitFacts of(JsonObject values) {
    return new VisitFacts(values.copy());
  }

  static VisitFacts registering(String area, String msgid, Register visit) {
    InsuranceCredential credential = visit.credential();
    JsonObject values =
        new JsonObject()
            .put("area", area)
            .put("msgid", msgid)
            .put("psnNo", visit.psnNo())
            .put("visitNumber", visit.visitNumber())
            .put("insutype", visit.insutype())
            .put("begins", visit.begins().toString())
            .put("kind", credential.kind().name())
            .put("credential", credential.value())
            .put("document", credential.documentNumber())
            .put("name", credential.name());
    visit.doctor().ifPresent(d -> values.put("doctor", d.code()).put("doctorName", d.name()));
    visit
        .department()
        .ifPresent(
            d ->
                values
                    .put("department", d.code())
                    .put("departmentName", d.name())
                    .put("specialty", d.specialty()));
    return new VisitFacts(values);
  }

  VisitFacts registered(String mdtrtId) {
    return new VisitFacts(
        new JsonObject()
            .put("area", area())
            .put("psnNo", values.getString("psnNo"))
            .put("visitNumber", values.getString("visitNumber"))
            .put("mdtrtId", mdtrtId));
  }

  JsonObject values() {
    return values.copy();
  }

  String area() {
    return values.getString("area");
  }

  /** The message id of the registration. */
  String msgid() {
    return values.getString("msgid");
  }

  Register register() {
    return new Register(
        values.getString("psnNo"),
        values.getString("insutype"),
        new InsuranceCredential(
            InsuranceCredential.Kind.valueOf(values.getString("kind")),
            values.getString("credential"),
            values.getString("document"),
            values.getString("name")),
        values.getString("visitNumber"),
        LocalDateTime.parse(values.getString("begins")),
        Optional.ofNullable(values.getString("doctor"))
            .map(code -> new Register.Doctor(code, values.getString("doctorName"))),
        Optional.ofNullable(values.getString("department"))
            .map(
                code ->
                    new Register.Department(
                        code, values.getString("departmentName"), values.getString("specialty"))));
  }

  Registration registration() {
    return new Registration(
        values.getString("mdtrtId"), values.getString("psnNo"), values.getString("visitNumber"));
  }

  FeeBatch allLines() {
    return new FeeBatch(values.getString("mdtrtId"), values.getString("psnNo"), FeeBatch.ALL);
  }

  @Override
  public String toString() {
    return "VisitFacts[..]";
  }
}
