package org.yima.migration.handover;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.migration.cleaning.Mapping;

/**
 * How an extract is read.
 *
 * @param encoding UTF-8, GB18030 or GBK; recognised from the file when it is missing
 * @param columns our key to the header of the file; {@code cardNumber} and {@code name} are needed;
 *     patientId, sex, birthDate, documentType, documentNumber, phone, address, previousName,
 *     otherPhone, insuranceNumber, guardianName, guardianDocumentType, guardianDocumentNumber,
 *     balance, balanceKind, balanceAt, issuedOn, status and deceased may be
 * @param values our key to what the file's words mean: sex MALE, FEMALE; documentType and
 *     guardianDocumentType by the names of documents in this interface; balanceKind; status ACTIVE,
 *     LOST, CANCELLED; deceased true, false
 */
@Schema(name = "MigrationMapping")
public record MappingRequest(
    @Pattern(regexp = "UTF-8|GB18030|GBK") String encoding,
    @NotEmpty @Size(max = 40)
        Map<@Size(max = 40) String, @NotNull @Size(min = 1, max = 100) String> columns,
    @Size(max = 40)
        Map<
                @Size(max = 40) String,
                @NotNull @Size(max = 200) Map<
                    @Size(max = 100) String, @NotNull @Size(max = 100) String>>
            values) {

  Mapping mapping() {
    return new Mapping(Optional.ofNullable(encoding), columns, values == null ? Map.of() : values);
  }
}
