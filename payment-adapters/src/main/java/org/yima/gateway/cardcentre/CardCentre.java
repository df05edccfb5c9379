package org.yima.gateway.cardcentre;

import java.time.LocalDate;
import java.util.Optional;
import org.yima.gateway.Outcome;

/** The card centre's port. No call moves money; each may be repeated under the same request id. */
public interface CardCentre {

  /** Registers a person; who is registered already is answered with the card they have. */
  Outcome<Card> register(Registration registration);

  /** Makes a code of a card; the text is what scanners read. */
  Outcome<String> generate(CodeOrder order);

  /**
   * Asks whose a scanned code is. Declined with {@code NOT_FOUND} for one the centre did not make,
   * {@code CLOSED} for one whose time or card is over, {@code ID_REUSED} for a dynamic one that was
   * shown before.
   */
  Outcome<Holder> verify(Scan scan);

  /**
   * Asks whose a code is without showing it, as often as its time allows: for whoever had it
   * verified and lost the answer. That nobody else had is theirs to know. Declined with {@code
   * NOT_FOUND} or {@code CLOSED} as {@link #verify}.
   */
  Outcome<Holder> query(Scan scan);

  /** Whether the centre can be told that a card is over; one that can't keeps it. */
  boolean closesCards();

  /** Ends a card. Declined with {@code CLOSED} when it is over already. */
  Outcome<Card> close(String requestId, String cardId);

  /** Through which door a person came. */
  enum Door {
    APP,
    INSTITUTION,
    WINDOW,
    BATCH
  }

  /**
   * Who is to be registered.
   *
   * @param requestId ours, at most 32 letters and digits
   * @param idTypeCode two digits, 01 for a resident identity card
   * @param sex M or F
   */
  record Registration(
      String requestId,
      Door door,
      String idTypeCode,
      String idNumber,
      String name,
      Optional<String> sex,
      Optional<LocalDate> birthDate,
      Optional<String> phone) {
    @Override
    public String toString() {
      return "Registration[" + requestId + "]";
    }
  }

  /**
   * A registered card. Whoever holds the centre's root key can turn its id into the document
   * number, so it is personal data.
   *
   * @param cardId 64 hexadecimal digits, upper case
   */
  record Card(String cardId) {
    @Override
    public String toString() {
      return "Card[hidden]";
    }
  }

  /**
   * Which code is wanted.
   *
   * @param idTypeCode of the document that the card was registered with
   * @param dynamic for one showing within its validity; else for print
   */
  record CodeOrder(
      String requestId, String cardId, String idTypeCode, String idNumber, boolean dynamic) {
    @Override
    public String toString() {
      return "CodeOrder[" + requestId + "]";
    }
  }

  /**
   * A code that was scanned.
   *
   * @param step the step of the visit (诊疗环节), for example 010101
   * @param terminal the terminal's name at the centre
   */
  record Scan(String requestId, String text, String step, String terminal) {
    @Override
    public String toString() {
      return "Scan[" + requestId + "]";
    }
  }

  /** Whose a code is. */
  record Holder(String cardId, String idTypeCode, String idNumber, String name) {
    @Override
    public String toString() {
      return "Holder[hidden]";
    }
  }
}
