package org.yima.index.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.SourceRecord;
import org.yima.platform.BlindIndex;
import org.yima.platform.Bucket;
import org.yima.platform.Vault;

/** The personal part of a record on its way into and out of its columns. */
@ApplicationScoped
public class Sealed {
  /** Columns, as {@link #seal} binds a value to them. */
  public static final String CONTENT = "index_record.content_enc";

  public static final String NUMBER = "index_record.number_enc";
  public static final String VERSION = "index_record_version.content_enc";
  public static final String PATIENT = "index_patient.patient_enc";

  private final Vault vault;
  private final BlindIndex index;

  public Sealed(Vault vault, BlindIndex index) {
    this.vault = vault;
    this.index = index;
  }

  /** The value of a column of a row. */
  public Buffer seal(String column, UUID row, String value) {
    return Buffer.buffer(vault.seal(column, row, value));
  }

  String open(String column, UUID row, byte[] stored) {
    return vault.open(column, row, stored);
  }

  /** The key of a block: equal for equal documents. */
  public byte[] document(DocumentKey document) {
    return index.of(DocumentKey.PURPOSE, document.hashed());
  }

  /** By which a record is found: equal for equal numbers of a domain. */
  public byte[] number(String domain, String number) {
    return index.of("record-number", domain + '\n' + number);
  }

  /** By which a patient number is found. */
  public byte[] patient(String domain, String patientId) {
    return index.of("patient-number", domain + '\n' + patientId);
  }

  /** The bucket of a record's family, known before the record is. */
  int bucket(String domain, String number) {
    return Bucket.ofHash(number(domain, number));
  }

  /**
   * Fields in a fixed order, so that equal contents are equal texts. What is not known is not
   * there, as in rows of a time before there was more to know.
   */
  public static String text(SourceRecord record) {
    StringBuilder json = new StringBuilder(384).append('{');
    put(json, "name", record.name());
    record
        .document()
        .ifPresent(d -> put(put(json, "idType", d.idType().name()), "idNumber", d.idNumber()));
    record.birthDate().ifPresent(date -> put(json, "birthDate", date.toString()));
    record.sex().ifPresent(sex -> put(json, "sex", sex.name()));
    record.phone().ifPresent(phone -> put(json, "phone", phone));
    record.address().ifPresent(address -> put(json, "address", address));
    add(json, record.further());
    return json.append("\"verified\":").append(record.documentVerified()).append('}').toString();
  }

  private static void add(StringBuilder json, Further further) {
    further.previousName().ifPresent(name -> put(json, "previousName", name));
    further.otherPhone().ifPresent(phone -> put(json, "otherPhone", phone));
    further.insuranceNumber().ifPresent(number -> put(json, "insuranceNumber", number));
    further.guardian().ifPresent(guardian -> put(json, "guardianName", guardian.name()));
    further
        .guardian()
        .flatMap(Guardian::document)
        .ifPresent(
            d ->
                put(
                    put(json, "guardianIdType", d.idType().name()),
                    "guardianIdNumber",
                    d.idNumber()));
  }

  /** One field and the comma after it: a million records are written by hand in half the time. */
  @CanIgnoreReturnValue
  private static StringBuilder put(StringBuilder json, String name, String value) {
    json.append('"').append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, json);
    return json.append("\",");
  }

  private static Further further(JsonObject json) {
    return new Further(
        Optional.ofNullable(json.getString("previousName")),
        Optional.ofNullable(json.getString("otherPhone")),
        Optional.ofNullable(json.getString("insuranceNumber")),
        Optional.ofNullable(json.getString("guardianName"))
            .map(name -> new Guardian(name, document(json, "guardianIdType", "guardianIdNumber"))));
  }

  private static Optional<DocumentKey> document(JsonObject json, String type, String number) {
    return Optional.ofNullable(json.getString(type))
        .map(name -> new DocumentKey(IdType.valueOf(name), json.getString(number)));
  }

  static SourceRecord record(String domain, String number, String text) {
    JsonObject json = new JsonObject(text);
    return new SourceRecord(
        domain,
        number,
        json.getString("name"),
        document(json, "idType", "idNumber"),
        json.getBoolean("verified"),
        Optional.ofNullable(json.getString("birthDate")).map(LocalDate::parse),
        Optional.ofNullable(json.getString("sex")).map(Sex::valueOf),
        Optional.ofNullable(json.getString("phone")),
        Optional.ofNullable(json.getString("address")),
        further(json));
  }
}
