package org.yima.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yima.gateway.einvoice.InvoiceRequest;

/**
 * What a record shows when it is printed: each record of the library is made with a mark in every
 * text of it, nested ones too, and shows those marks only that are named here. One that is new, or
 * has a new text, hides it or is told of here.
 */
class RecordsTest {

  private static final Path CLASSES = Path.of("target", "classes");

  /** Numbers and codes that say nothing of a person without the books they are in. */
  private static final Set<String> SHOWN =
      Set.of(
          "account",
          "application",
          "batchCode",
          "batchNumber",
          "business",
          "businessId",
          "businessNumber",
          "cityCode",
          "claimId",
          "correlationId",
          "eventId",
          "failure",
          "feeText",
          "flowId",
          "guaranteeId",
          "insurerRef",
          "insutype",
          "itemClass",
          "lineId",
          "mdtrtId",
          "messageId",
          "mixedNumber",
          "msgid",
          "notifyUrl",
          "orderNumber",
          "ownNumber",
          "ownSerial",
          "payOrdId",
          "payOrderId",
          "paymentId",
          "poolSelfPayRatio",
          "provider",
          "quoteId",
          "refundId",
          "refundNumber",
          "requestId",
          "reversalId",
          "setlId",
          "settlementId",
          "settledBy",
          "subCode",
          "transactionId",
          "visitNumber",
          "voucher");

  /** Words that are a number here and something else there. */
  private static final Set<String> SHOWN_HERE =
      Set.of(
          "AlipayAnswer.code",
          "Agent.relation",
          "Asked.number",
          "Bill.id",
          "Certificate.certId",
          "Channel.code",
          "ChargeChanged.id",
          "Declined.code",
          "FeeBatch.number",
          "FileKey.name",
          "FileKey.number",
          "Found.code",
          "FundLine.kind",
          "Ignored.id",
          "Institution.code",
          "Institution.name",
          "InvoiceRef.number",
          "Line.id",
          "MixedChanged.id",
          "MixedCharge.number",
          "MixedInstitution.code",
          "MixedInstitution.name",
          "NotificationReply.body",
          "NotificationReply.contentType",
          "OrderRef.number",
          "Other.number",
          "OtherLine.kind",
          "PaperRef.number",
          "Reason.code",
          "RefundChanged.id",
          "RefundRef.number",
          "Said.code",
          // What succeeded is a record of its own, which hides what is its to hide.
          "Succeeded.value");

  /** What is configured and no secret. */
  private static final String CONFIGURATION =
      ".*(Settings|Profile|Codes|HeaderNames|Modes|Words|Families|Rule)";

  /** Whose parts are not made here: certificates and keys, and no text that somebody was given. */
  private static final Set<String> NOT_MADE =
      Set.of(
          "org.yima.gateway.paymentcentre.CentreSettings",
          "org.yima.gateway.unionpay.SigningCertificates$Known",
          "org.yima.gateway.unionpay.UnionPayTrust");

  /** Where not any text or amount will do. */
  private static final Map<String, Object> FITTING =
      Map.ofEntries(
          Map.entry("Amounts.ownFirstFen", 0L),
          Map.entry("Amounts.inScopeFen", 0L),
          Map.entry("BosssoftProfile.businessTypes", businessTypes()),
          Map.entry("BureauCall.msgid", "H51010000001202611220000000001"),
          Map.entry("Certificate.certId", "9876543210987654321"),
          Map.entry("ClaimDocument.sha256", "ab".repeat(32)),
          Map.entry("EhcSettings.appSecret", "ab".repeat(16)),
          Map.entry("SettlementKey.settleMsgid", ""),
          Map.entry("Split.ownFen", 1L),
          Map.entry("Split.accountFen", 0L),
          Map.entry("Split.fundFen", 0L),
          Map.entry("Split.otherFen", 0L),
          Map.entry("RefundRequest.accountFen", 0L),
          Map.entry("RefundRequest.fundFen", 0L),
          Map.entry("UnionPaySettings.merchants", Map.of()),
          Map.entry("UnionPaySettings.trust", Optional.empty()),
          Map.entry("MaskedName.text", "李*"),
          Map.entry("UnknownCall.msgid", "H51010000001202611220000000002"),
          Map.entry("WechatFundSettings.accountType", "BASIC"),
          Map.entry("WechatFundSettings.path", "bill/some"));

  private static KeyPair keys;

  @BeforeAll
  static void draw() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
  }

  private static Map<InvoiceRequest.Kind, String> businessTypes() {
    Map<InvoiceRequest.Kind, String> types = new EnumMap<>(InvoiceRequest.Kind.class);
    for (InvoiceRequest.Kind kind : InvoiceRequest.Kind.values()) {
      types.put(kind, "0" + types.size());
    }
    return types;
  }

  private static List<Class<?>> records() throws IOException, ClassNotFoundException {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = CLASSES.relativize(file).toString().replace('/', '.');
        if (name.endsWith(".class") && !name.endsWith("-info.class")) {
          Class<?> type =
              Class.forName(
                  name.substring(0, name.length() - 6), false, RecordsTest.class.getClassLoader());
          if (type.isRecord()) {
            found.add(type);
          }
        }
      }
    }
    return found;
  }

  /** A fault that a record has, by its own name and its component's. */
  @Test
  void noRecordShowsWhatItWasNotToldToShow() throws Exception {
    Set<String> shown = new TreeSet<>();
    List<Class<?>> all = records();
    assertThat(all).hasSizeGreaterThan(150);
    for (Class<?> type : all) {
      if (!NOT_MADE.contains(type.getName())) {
        String printed = made(type).toString();
        for (RecordComponent component : type.getRecordComponents()) {
          String name = type.getSimpleName() + "." + component.getName();
          if (printed.contains(mark(name)) && !mayShow(type, component)) {
            shown.add(name + " of " + type.getPackageName());
          }
        }
      }
    }
    assertThat(shown).isEmpty();
  }

  private static boolean mayShow(Class<?> type, RecordComponent component) {
    String name = component.getName();
    return SHOWN.contains(name)
        || SHOWN_HERE.contains(type.getSimpleName() + "." + name)
        || (type.getSimpleName().matches(CONFIGURATION)
            && !name.matches("(?i).*(secret|token|password|key|salt).*"));
  }

  private static String mark(String name) {
    return FITTING.get(name) instanceof String text && !text.isEmpty() ? text : "~" + name + "~";
  }

  /** What records do not hold together with: shares that have to add up, signs, states. */
  private record Filling(long amount, boolean flag, boolean last) {
    static List<Filling> all() {
      List<Filling> all = new ArrayList<>();
      for (boolean last : new boolean[] {false, true}) {
        for (boolean flag : new boolean[] {true, false}) {
          all.add(new Filling(1, flag, last));
          all.add(new Filling(0, flag, last));
        }
      }
      return all;
    }
  }

  private static Object made(Class<?> type) throws ReflectiveOperationException {
    AssertionError refused = new AssertionError(type.getName() + " is not made of marks");
    for (Filling filling : Filling.all()) {
      try {
        return made(type, filling);
      } catch (InvocationTargetException refusal) {
        refused.addSuppressed(refusal);
      }
    }
    throw refused;
  }

  private static Object made(Class<?> type, Filling filling) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = type.getSimpleName() + "." + components[i].getName();
      values[i] =
          FITTING.containsKey(name)
              ? FITTING.get(name)
              : value(components[i].getGenericType(), name, filling);
    }
    Constructor<?> constructor =
        type.getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static Object value(Type given, String name, Filling filling)
      throws ReflectiveOperationException {
    if (given instanceof ParameterizedType parts) {
      Type[] of = parts.getActualTypeArguments();
      Class<?> raw = (Class<?>) parts.getRawType();
      if (raw == Optional.class) {
        return Optional.of(value(of[0], name, filling));
      }
      if (raw == List.class) {
        return List.of(value(of[0], name, filling));
      }
      if (raw == Set.class) {
        return Set.of(value(of[0], name, filling));
      }
      if (Map.class.isAssignableFrom(raw)) {
        Map<Object, Object> map = new TreeMap<>();
        map.put(value(of[0], name, filling), value(of[1], name, filling));
        return map;
      }
      return value(raw, name, filling);
    }
    return given instanceof Class<?> type ? plain(type, name, filling) : mark(name);
  }

  private static Object plain(Class<?> type, String name, Filling filling)
      throws ReflectiveOperationException {
    if (type.isRecord()) {
      return made(type);
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[filling.last() ? constants.length - 1 : 0];
    }
    if (type.isInterface() && type.isSealed()) {
      return made(type.getPermittedSubclasses()[0]);
    }
    Map<Class<?>, Object> simple =
        Map.ofEntries(
            Map.entry(String.class, mark(name)),
            Map.entry(CharSequence.class, mark(name)),
            Map.entry(long.class, filling.amount()),
            Map.entry(Long.class, filling.amount()),
            Map.entry(int.class, (int) filling.amount()),
            Map.entry(Integer.class, (int) filling.amount()),
            Map.entry(boolean.class, filling.flag()),
            Map.entry(Boolean.class, filling.flag()),
            Map.entry(BigDecimal.class, BigDecimal.ONE),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(LocalDate.class, LocalDate.EPOCH),
            Map.entry(LocalDateTime.class, LocalDate.EPOCH.atStartOfDay()),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(ZoneId.class, ZoneOffset.UTC),
            Map.entry(URI.class, URI.create("https://host.example/" + mark(name) + "/")),
            Map.entry(byte[].class, new byte[16]),
            Map.entry(PrivateKey.class, keys.getPrivate()),
            Map.entry(PublicKey.class, keys.getPublic()));
    return simple.get(type);
  }
}
