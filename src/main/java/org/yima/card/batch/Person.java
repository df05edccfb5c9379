package org.yima.card.batch;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.access.Accounts;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Registrations.Named;

/**
 * Somebody to have a card.
 *
 * @param phone where given, the register must know it as theirs
 * @param birthDate where the number does not tell it
 */
@Schema(name = "CardBatchPerson")
record Person(
    @NotBlank @Size(max = 64) String name,
    @NotNull IdType idType,
    @NotBlank @Size(max = 64) String idNumber,
    @Size(max = 20) String phone,
    LocalDate birthDate,
    Sex sex) {

  /** As the register is asked; fails with {@code input.invalid} for a number that breaks a rule. */
  Named named() {
    return new Named(
        name,
        DocumentKey.of(idType, idNumber)
            .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("/idNumber", "invalid")),
        Optional.ofNullable(phone).map(Accounts::normalisedPhone),
        Optional.ofNullable(birthDate),
        Optional.ofNullable(sex));
  }

  @Override
  public String toString() {
    return "Person[" + idType + "]";
  }
}
