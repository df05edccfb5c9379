package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Merchant;

/** Signs, sends once, and believes an answer that verifies and repeats what was asked. */
final class AcpClient {
  private static final String QUERY = "00";
  private static final List<String> REPEATED = List.of("merId", "orderId", "txnTime");
  private static final List<String> KIND = List.of("txnType", "txnSubType");
  private final UnionPaySettings settings;
  private final Map<String, AcpSignature> signatures;
  private final BoundedHttp calls;
  private final BoundedHttp downloads;

  AcpClient(UnionPaySettings settings, InstantSource clock) {
    this.settings = settings;
    SigningCertificates certificates = new SigningCertificates(settings.trust(), clock);
    this.signatures =
        settings.merchants().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    merchant -> new AcpSignature(merchant.getValue(), certificates)));
    this.calls = new BoundedHttp(settings.calls());
    this.downloads = BoundedHttp.ofFiles(settings.downloads());
  }

  /** Whether we speak for this merchant. */
  boolean knows(String merId) {
    return signatures.containsKey(merId);
  }

  AcpSignature signature(String merId) {
    AcpSignature signature = signatures.get(merId);
    if (signature == null) {
      throw new IllegalArgumentException("there is no key of this merchant");
    }
    return signature;
  }

  /** A message of this kind, before it is signed. */
  AcpFields message(Merchant merchant, String type, String subType, String product) {
    return new AcpFields()
        .with("version", "5.1.0")
        .with("encoding", "UTF-8")
        .with("txnType", type)
        .with("txnSubType", subType)
        .with("bizType", product)
        .with("channelType", "08")
        .with("accessType", "0")
        .with("merId", merchant.account());
  }

  /** The same, signed and not sent: for a browser to send. */
  Map<String, String> signed(Merchant merchant, AcpFields message) {
    return signature(merchant.account()).sign(message).all();
  }

  URI address(String call) {
    return settings.api().resolve(call);
  }

  Outcome<AcpFields> call(Merchant merchant, String call, AcpFields message) {
    return send(calls, address(call), merchant, message);
  }

  Outcome<AcpFields> download(Merchant merchant, AcpFields message) {
    return send(downloads, settings.files(), merchant, message);
  }

  private Outcome<AcpFields> send(
      BoundedHttp http, URI address, Merchant merchant, AcpFields message) {
    AcpSignature signature = signature(merchant.account());
    AcpFields signed = signature.sign(message);
    return http.send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(signed.form())))
        .then(answer -> believed(answer, signature, signed));
  }

  private static Outcome<AcpFields> believed(
      HttpAnswer answer, AcpSignature signature, AcpFields asked) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    return UnreadableAnswer.orUnknown(
        () -> {
          if (answer.status() != 200) {
            throw new UnreadableAnswer("status");
          }
          AcpFields read = AcpFields.ofAnswer(new String(answer.body(), UTF_8));
          if (!signature.verifies(read)) {
            return Outcome.unknown(UnknownCause.BAD_SIGNATURE);
          }
          mustRepeat(REPEATED, asked, read);
          // A query is answered with the kind of what it asked for, which whoever asks knows.
          if (!asked.text("txnType").equals(QUERY)) {
            mustRepeat(KIND, asked, read);
          }
          // Whoever reads the answer reads this first.
          String code = read.text("respCode");
          return code.length() == 2
              ? Outcome.succeeded(read)
              : Outcome.unknown(UnknownCause.UNREADABLE);
        });
  }

  private static void mustRepeat(List<String> names, AcpFields asked, AcpFields read) {
    for (String name : names) {
      if (!asked.optional(name).equals(read.optional(name))) {
        throw new UnreadableAnswer(name);
      }
    }
  }
}
