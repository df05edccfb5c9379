package org.yima.healthcard.recognise;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.yima.healthcard.emv.EmvConsumerCode;
import org.yima.healthcard.emv.EmvMerchantCode;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Uscc;
import org.yima.healthcard.national.NationalCode;

/**
 * The table. A new type of text is one more row. Order matters only where two rows can read one
 * text:
 *
 * <ul>
 *   <li>An 18-digit document number of the provinces 11 to 15 has the shape of a WeChat payment
 *       code. The document stands first where division, date and check digit all hold, which they
 *       do by chance for about two payment codes in a hundred thousand, while the shape of a
 *       payment code fits every such document. A number whose division is not assigned, or whose
 *       owner would be older than anybody, is read as a payment code first. Where a counter takes
 *       payments, {@link Recogniser#candidates} shows both.
 *   <li>The 15 digits of an old resident's number carry no check digit, so there the division must
 *       be assigned for the text to be read so.
 *   <li>Eight and ten bare digits may be a Taiwan travel permit and may be a hospital's own card
 *       number; the number says so by not being self-checking.
 * </ul>
 *
 * <p>Every pattern is a fixed sequence of counted classes, so matching is linear in the text.
 */
final class Entries {
  private static final Pattern NATIONAL = Pattern.compile("(?:85:)?[0-9A-Fa-f]{64}(?::.{0,128})?");
  private static final Pattern FACE = Pattern.compile("fp[0-9A-Za-z]{33}");
  private static final Pattern INSURANCE = Pattern.compile("424[0-9]{25}");
  private static final Pattern PACKAGE = Pattern.compile("(?:opc|ano)[0-9A-Za-z]{25}");
  private static final Pattern EC_TOKEN = Pattern.compile("[0-9]{6}ec[0-9A-Za-z]{30}");
  private static final Pattern EIGHTEEN = Pattern.compile("[0-9]{17}[0-9Xx]");
  private static final Pattern USCC = Pattern.compile("[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}");
  private static final Pattern FIFTEEN = Pattern.compile("[0-9]{15}");
  private static final Pattern HK_MO = Pattern.compile("[HMhm][0-9]{8}(?:[0-9]{2})?");
  private static final Pattern TW = Pattern.compile("[0-9]{8}(?:[0-9]{2})?");
  private static final Pattern OLD_PR = Pattern.compile("[A-Za-z]{3}[0-9]{12}");
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{1,31}://.{1,4096}");

  private static final int EARLIEST_YEAR = 1900;

  static final List<Entry> TABLE =
      List.of(
          new Entry(
              TextKind.YIMA_CODE,
              Entry.startingWith("YM:"),
              text -> Optional.of(new Recognised.YimaCode(text))),
          new Entry(
              TextKind.NATIONAL_CARD,
              Entry.matching(NATIONAL),
              text ->
                  NationalCode.parse(text).map(code -> new Recognised.NationalCard(text, code))),
          Entry.shaped(TextKind.MEDICAL_INSURANCE, INSURANCE, Entries::insurance),
          Entry.shaped(
              TextKind.INSURANCE_PACKAGE,
              PACKAGE,
              text -> new Recognised.InsurancePackage(text, text.substring(0, 3))),
          Entry.shaped(
              TextKind.EC_TOKEN,
              EC_TOKEN,
              text -> new Recognised.EcToken(text, text.substring(0, 6))),
          Entry.shaped(TextKind.FACE_TOKEN, FACE, Recognised.FaceToken::new),
          new Entry(
              TextKind.DOCUMENT,
              startingWith(EIGHTEEN, "1"),
              text -> document(IdType.RESIDENT_ID, text, Entries::isSurelyNoPayment)),
          document(IdType.HMT_RESIDENCE, startingWith(EIGHTEEN, "81", "82", "83")),
          new Entry(
              TextKind.DOCUMENT,
              startingWith(EIGHTEEN, "9"),
              text -> document(IdType.FOREIGNER_PR, text, Entries::isNoResident)),
          Entry.payment(TextKind.WECHAT_PAY, "1[0-5][0-9]{16}"),
          Entry.payment(TextKind.ALIPAY, "(?:2[5-9]|30)[0-9]{14,22}"),
          Entry.payment(TextKind.UNIONPAY, "62[0-9]{17}"),
          Entry.payment(TextKind.ECNY, "01[0-9]{17}"),
          document(IdType.RESIDENT_ID, Entry.matching(EIGHTEEN)),
          new Entry(
              TextKind.USCC,
              Entry.matching(USCC),
              text -> Uscc.parse(text).map(uscc -> new Recognised.Organisation(text, uscc))),
          new Entry(
              TextKind.DOCUMENT,
              Entry.matching(FIFTEEN),
              text -> document(IdType.RESIDENT_ID, text, DocumentNumber::divisionAssigned)),
          document(IdType.FOREIGNER_PR, Entry.matching(OLD_PR)),
          document(IdType.HK_MO_PERMIT, Entry.matching(HK_MO)),
          document(IdType.TW_PERMIT, Entry.matching(TW)),
          new Entry(
              TextKind.EMV_MERCHANT,
              Entry.startingWith("000201"),
              text ->
                  EmvMerchantCode.parse(text).map(code -> new Recognised.EmvMerchant(text, code))),
          new Entry(
              TextKind.EMV_CONSUMER,
              Entry.startingWith("hQVDUFYwM"),
              text ->
                  EmvConsumerCode.parse(text).map(code -> new Recognised.EmvConsumer(text, code))),
          new Entry(TextKind.URL, Entry.matching(URL), Entries::url));

  private Entries() {}

  private static Entry document(IdType type, Predicate<CharSequence> looks) {
    return new Entry(TextKind.DOCUMENT, looks, text -> document(type, text, number -> true));
  }

  private static Optional<Recognised.Document> document(
      IdType type, String text, Predicate<DocumentNumber> fits) {
    return DocumentNumber.parse(type, text)
        .filter(fits)
        .map(number -> new Recognised.Document(text, number));
  }

  /**
   * Residents' numbers of unassigned divisions may begin with 9 too, but not with 9 and a province.
   */
  private static boolean isNoResident(DocumentNumber number) {
    return DocumentNumber.parse(IdType.RESIDENT_ID, number.value()).isEmpty();
  }

  /** Read as a document before it is read as a payment code: only what a living person can have. */
  private static boolean isSurelyNoPayment(DocumentNumber number) {
    return number.divisionAssigned()
        && number.birthDate().filter(date -> date.getYear() >= EARLIEST_YEAR).isPresent();
  }

  private static Predicate<CharSequence> startingWith(Pattern shape, String... prefixes) {
    return Entry.startingWith(prefixes).and(Entry.matching(shape));
  }

  private static Recognised insurance(String text) {
    Optional<String> province =
        text.endsWith("0000") ? Optional.of(text.substring(22, 24)) : Optional.empty();
    return new Recognised.MedicalInsuranceCode(text, province);
  }

  private static Optional<Recognised> url(String text) {
    try {
      URI uri = new URI(text);
      return uri.getRawAuthority() == null
          ? Optional.empty()
          : Optional.of(new Recognised.Url(text, uri.getScheme().toLowerCase(Locale.ROOT)));
    } catch (URISyntaxException notAnAddress) {
      return Optional.empty();
    }
  }
}
