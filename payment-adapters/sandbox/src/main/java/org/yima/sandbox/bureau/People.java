package org.yima.sandbox.bureau;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** Insured people as the control API makes them, and the authorisations they give. */
final class People {
  private static final Duration CODE_LIFE = Duration.ofMinutes(5);
  private static final long MOST = 100_000_000_000L;
  private final SecureRandom random;
  private final WalletGrants grants;
  private final String city;

  /**
   * @param city the area that this bureau serves
   */
  People(SecureRandom random, String city) {
    this.random = random;
    this.city = city;
    this.grants = new WalletGrants(random);
  }

  private record AuthCode(
      String code, String idNumber, String longitude, String latitude, Instant expiresAt) {}

  private record PersonNumber(String psnNo, String idNumber) {}

  /** Whose cash at the payment centre's cashier is what the control API said. */
  record OwnCash(String psnNo) {}

  /** POST /control/insured; the same person again keeps number and what was used this year. */
  Answer create(Call call, Transaction tx) {
    Fields request = call.json();
    String idNumber = request.text("idNumber", 32).toUpperCase(Locale.ROOT);
    Optional<Insured> earlier = tx.find(Insured.class, idNumber);
    String psnNo =
        earlier
            .map(Insured::psnNo)
            .orElseGet(() -> "510100%022d".formatted(tx.next("bureau-person")));
    Insured insured =
        new Insured(
            idNumber,
            request.text("name", 100),
            psnNo,
            insutype(request),
            rules(request),
            terms(request),
            earlier.map(Insured::usedYear).orElse(0),
            earlier.map(Insured::deductibleUsed).orElse(0L),
            earlier.map(Insured::poolUsed).orElse(0L),
            earlier.map(Insured::ownUsed).orElse(0L));
    long account = request.whole("accountBalance", 0, 100_000_000_000L, 0);
    long mutualAid = request.whole("mutualAidBalance", 0, 100_000_000_000L, 0);
    tx.put(idNumber, psnNo, insured);
    tx.put(psnNo, "", new PersonNumber(psnNo, idNumber));
    tx.ledger().open(Insured.CHANNEL, insured.account(), account);
    if (request.has("mutualAidBalance") || earlier.isEmpty()) {
      tx.ledger().open(Insured.CHANNEL, "mutual-aid:" + psnNo, mutualAid);
    }
    if (request.has("cash")) {
      tx.put(psnNo, "", new OwnCash(psnNo));
      tx.ledger()
          .open(Insured.CHANNEL, "payer:" + psnNo, request.whole("cash", 0, 100_000_000_000L));
    }
    return Answer.json(200, Map.of("psnNo", psnNo));
  }

  private static String insutype(Fields request) {
    String insutype = request.optional("insutype", 3).orElse("310");
    if (!insutype.equals("310") && !insutype.equals("390")) {
      throw request.bad("insutype", "must be 310 or 390");
    }
    return insutype;
  }

  private static FundRules rules(Fields request) {
    return new FundRules(
        request.whole("deductible", 0, MOST, 0),
        share(request, "ratio", "0.7"),
        request.whole("ceiling", 0, MOST, 2_000_000),
        new Supplements(
            share(request, "aboveCeilingRatio", "0"),
            request.whole("seriousFrom", 0, MOST, 0),
            share(request, "seriousRatio", "0"),
            share(request, "assistanceRatio", "0"),
            share(request, "hospitalOverLimitRatio", "0")));
  }

  /** In ten-thousandths. */
  private static int share(Fields request, String name, String absent) {
    BigDecimal ratio = request.has(name) ? request.decimal(name) : new BigDecimal(absent);
    if (ratio.signum() < 0
        || ratio.compareTo(BigDecimal.ONE) > 0
        || ratio.stripTrailingZeros().scale() > 4) {
      throw request.bad(name, "must be between 0 and 1 with at most 4 decimals");
    }
    return ratio.movePointRight(4).intValueExact();
  }

  private Insured.Terms terms(Fields request) {
    List<Refusal> refusals = new ArrayList<>();
    request.optional("refusal", 40).ifPresent(name -> refusals.add(refusal(request, name)));
    if (request.has("refusals")) {
      request.texts("refusals", 40).forEach(name -> refusals.add(refusal(request, name)));
    }
    String area = request.optional("area", 6).orElse(city);
    if (!area.matches("\\d{6}")) {
      throw request.bad("area", "must be six digits");
    }
    boolean filed = request.has("filedFor") && request.texts("filedFor", 6).contains(city);
    return new Insured.Terms(
        refusals,
        area,
        !area.equals(city) && !filed,
        !area.startsWith(city.substring(0, 2)),
        request.has("diseases") ? request.texts("diseases", 30) : null,
        (int) request.whole("quota", 0, 1_000, 0));
  }

  private static Refusal refusal(Fields request, String name) {
    for (Refusal refusal : Refusal.values()) {
      if (refusal.name().equals(name)) {
        return refusal;
      }
    }
    throw request.bad("refusal", "is unknown");
  }

  /**
   * POST /control/insured/{ref}/authorise {channel}: the resident says yes. WECHAT gives a code
   * that the partner exchanges; ALIPAY, with the payer whose account it is, leaves what its query
   * then tells; COUNTER gives the token a terminal reads from the shown credential (ecToken), for
   * the provider interface and, as such, for the payment centre.
   */
  Answer authorise(Call call, Transaction tx) {
    Fields request = call.json();
    String channel = request.text("channel", 16);
    Insured insured =
        tx.find(Insured.class, call.parameter("ref").toUpperCase(Locale.ROOT))
            .orElseThrow(() -> new Refused(404, "insured.unknown", "no such insured person"));
    String code = token();
    switch (channel) {
      case "COUNTER" -> {
        EcToken token = EcToken.of(insured, tx.now(), random);
        tx.put(token.ecToken(), insured.psnNo(), token);
        return Answer.json(200, Map.of("authCode", token.ecToken()));
      }
      case "ALIPAY" -> {
        WalletGrants.Grant grant =
            grants.give(tx, channel, request.text("payer", 128), insured.idNumber());
        return Answer.json(200, Map.of("authNo", grant.authNo()));
      }
      case "WECHAT" ->
          tx.put(
              code,
              insured.psnNo(),
              new AuthCode(
                  code,
                  insured.idNumber(),
                  request.optional("longitude", 16).orElse("104.065735"),
                  request.optional("latitude", 16).orElse("30.659462"),
                  tx.now().plus(CODE_LIFE)));
      default -> throw request.bad("channel", "must be WECHAT, ALIPAY or COUNTER");
    }
    return Answer.json(200, Map.of("authCode", code));
  }

  private String token() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * POST /api/mipuserquery/userquery/{partnerId}: the code becomes a payment authorisation, once.
   */
  Answer exchange(Call call, Transaction tx, String cityId) {
    Fields request = call.json();
    String qrcode = request.text("qrcode", 128);
    Optional<AuthCode> code =
        tx.find(AuthCode.class, qrcode).filter(c -> tx.now().isBefore(c.expiresAt()));
    if (code.isEmpty()) {
      throw new Refused(200, "1001", "授权码不存在、已使用或已过期");
    }
    Insured insured = tx.find(Insured.class, code.get().idNumber()).orElseThrow();
    Optional<Refusal> refusal = Refusals.of(tx, insured, "userquery", "", null);
    if (refusal.isPresent()) {
      throw new Refused(200, "1002", refusal.get().text());
    }
    tx.remove(AuthCode.class, qrcode);
    PayAuth auth =
        new PayAuth("AUTH" + token(), insured.idNumber(), tx.now().plus(Allowance.LIFE), false);
    tx.put(auth.payAuthNo(), insured.psnNo(), auth);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("code", 0);
    answer.put("message", "成功");
    answer.put("pay_auth_no", auth.payAuthNo());
    answer.put("user_name", insured.name());
    answer.put("user_card_no", insured.idNumber());
    answer.put("city_id", cityId);
    answer.put(
        "user_longitude_latitude",
        Map.of("longitude", code.get().longitude(), "latitude", code.get().latitude()));
    return Answer.json(200, answer);
  }

  /** The person behind a person number. */
  static Insured byPsnNo(Transaction tx, String psnNo) {
    return tx.find(PersonNumber.class, psnNo)
        .flatMap(n -> tx.find(Insured.class, n.idNumber()))
        .orElseThrow(() -> Fsi.refused("人员编号不存在"));
  }

  /**
   * The person a credential stands for: 01 the token of an electronic one, 02 and 03 the document
   * number itself. What was authorised in a wallet is no credential here.
   */
  static Insured byCredential(Transaction tx, String type, String number) {
    if (type.equals("01")) {
      return tx.find(EcToken.class, number)
          .filter(token -> token.validAt(tx.now()))
          .flatMap(token -> tx.find(Insured.class, token.idNumber()))
          .orElseThrow(Allowance::invalid);
    }
    if (type.equals("02") || type.equals("03")) {
      return tx.find(Insured.class, number.toUpperCase(Locale.ROOT))
          .orElseThrow(() -> Fsi.refused(Refusal.NOT_INSURED.text()));
    }
    throw Fsi.refused("就诊凭证类型不支持");
  }
}
