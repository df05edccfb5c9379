package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.healthcard.code.Scene;
import org.yima.resident.Contacts;
import org.yima.resident.Resident;

/**
 * What a counter sees of somebody whose code it has scanned: a counter that makes patient files
 * what a file needs; the emergency room whom it treats and how to reach whoever looks after them;
 * every other one a masked identity.
 */
@ApplicationScoped
class Disclosure {
  private final Contacts contacts;

  Disclosure(Contacts contacts) {
    this.contacts = contacts;
  }

  /**
   * The person for this counter.
   *
   * @param file whether the counter makes patient files of such codes
   */
  Uni<Views.Person> to(Counter counter, boolean file, Resident resident, String cardNumber) {
    if (counter.scene() == Scene.EMERGENCY) {
      return contacts
          .phones(resident)
          .map(phones -> Views.Person.emergency(resident, phones.stream().findFirst()));
    }
    return Uni.createFrom()
        .item(file ? Views.Person.open(resident, cardNumber) : Views.Person.masked(resident));
  }

  /**
   * Somebody whom a card centre or a document names.
   *
   * @param file as of {@link #to}
   */
  static Views.Person named(
      Counter counter, boolean file, String name, String idType, String idNumber) {
    return counter.scene() == Scene.EMERGENCY
        ? Views.Person.emergency(name)
        : Views.Person.named(file, name, idType, idNumber);
  }
}
