package org.yima.sandbox.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the launcher writes for the sandbox. A section that is absent switches its gateway off. Key
 * files are PEM; a relative name is resolved against the configuration file's folder.
 *
 * @param notificationFactor what the wallet's retry plan is multiplied by; 1 is the real plan,
 *     0.001 turns 15 s into 15 ms
 * @param bureauReversalDelayMillis how long after its answer a 2601 reversal takes effect
 * @param silenceMillis how long a connection is held open by a TIMEOUT fault before it is dropped
 */
public record SandboxConfig(
    Wechat wechat,
    Alipay alipay,
    UnionPay unionpay,
    InsuranceAuth insuranceAuth,
    Bureau bureau,
    List<Insurer> insurers,
    Port sms,
    Port identity,
    CardCentre cardCentre,
    EInvoice einvoice,
    Caller yima,
    List<His> his,
    Double notificationFactor,
    Long bureauReversalDelayMillis,
    Long silenceMillis) {

  public SandboxConfig {
    insurers = insurers == null ? List.of() : List.copyOf(insurers);
    his = his == null ? List.of() : List.copyOf(his);
    notificationFactor = notificationFactor == null ? Double.valueOf(1) : notificationFactor;
    bureauReversalDelayMillis =
        bureauReversalDelayMillis == null ? Long.valueOf(500) : bureauReversalDelayMillis;
    silenceMillis = silenceMillis == null ? Long.valueOf(60_000) : silenceMillis;
    if (!(notificationFactor >= 0) || bureauReversalDelayMillis < 0 || silenceMillis < 0) {
      throw new IllegalArgumentException("factors and delays are not negative");
    }
  }

  /**
   * The wallet's service provider, its merchants and both sides' keys.
   *
   * @param billsAfterHours how long after a day its bills are made. Absent: at once, even those of
   *     the running day, because a sandbox is not left running until the next morning
   */
  public record Wechat(
      String spMchid,
      String spAppid,
      String appSecret,
      String apiV3Key,
      Path platformPrivateKeyFile,
      String platformPublicKeyId,
      String merchantSerial,
      Path merchantPublicKeyFile,
      List<String> subMchids,
      Integer billsAfterHours) {
    public Wechat {
      subMchids = List.copyOf(subMchids);
      if (billsAfterHours != null && billsAfterHours < 0) {
        throw new IllegalArgumentException("wechat.billsAfterHours is not negative");
      }
      if (apiV3Key == null || !apiV3Key.matches("[\\x21-\\x7e]{32}")) {
        throw new IllegalArgumentException("wechat.apiV3Key must be 32 printable ASCII characters");
      }
    }
  }

  /** An application at Alipay, both sides' RSA keys, and who lets it act for them. */
  public record Alipay(
      String appId, Path appPublicKeyFile, Path privateKeyFile, List<AlipayMerchant> merchants) {
    public Alipay {
      merchants = merchants == null ? List.of() : List.copyOf(merchants);
    }

    /** An application that only asks who people are. */
    public Alipay(String appId, Path appPublicKeyFile, Path privateKeyFile) {
      this(appId, appPublicKeyFile, privateKeyFile, List.of());
    }
  }

  /** An institution at Alipay and the token by which the application acts for it. */
  public record AlipayMerchant(String sellerId, String authAppId, String appAuthToken) {
    @Override
    public String toString() {
      return "AlipayMerchant[" + sellerId + "]";
    }
  }

  /**
   * UnionPay's merchants.
   *
   * @param caFolder where the certificates are ({@code root.pem}, {@code middle.pem}, {@code
   *     sign.pem} and {@code sign.key}); what is not there is made. Absent: in the books' folder
   */
  public record UnionPay(List<AcpMerchant> merchants, Path caFolder) {
    public UnionPay {
      merchants = List.copyOf(merchants);
    }
  }

  /**
   * A merchant of UnionPay's, who signs with a certificate's key or with a shared secret.
   *
   * @param merId fifteen digits
   * @param certId the certificate's serial number in decimal, with {@code publicKeyFile}
   * @param secureKey the secret (signMethod 11 and 12), instead of a certificate
   */
  public record AcpMerchant(
      String merId, String name, String certId, Path publicKeyFile, String secureKey) {
    public AcpMerchant {
      if (merId == null || !merId.matches("\\d{15}")) {
        throw new IllegalArgumentException("unionpay merId has 15 digits");
      }
      if ((secureKey == null) == (publicKeyFile == null)) {
        throw new IllegalArgumentException("a unionpay merchant has a certificate or a secret");
      }
      if (publicKeyFile != null && (certId == null || !certId.matches("[1-9]\\d{0,127}"))) {
        throw new IllegalArgumentException("unionpay certId is the serial number in decimal");
      }
    }
  }

  /** The platform of medical e-invoices and the institutions that issue by it. */
  public record EInvoice(List<Issuer> issuers) {
    public EInvoice {
      issuers = List.copyOf(issuers);
    }
  }

  /**
   * An institution that issues medical e-invoices.
   *
   * @param appKey what both sides sign with
   * @param placeCode its place of issue
   * @param repeated what the platform does with a business number that comes again
   */
  public record Issuer(
      String appId, String appKey, String placeCode, String name, Repeated repeated) {

    /** Absent: the first invoice is the answer. */
    public enum Repeated {
      SAME_ANSWER,
      REFUSED,
      ISSUED_AGAIN
    }

    public Issuer {
      repeated = repeated == null ? Repeated.SAME_ANSWER : repeated;
    }
  }

  /** The partner that exchanges insurance authorisation codes. */
  public record InsuranceAuth(String partnerId, String partnerSecret) {}

  /**
   * The bureau's gateway account and the institutions on its list.
   *
   * @param mobilePay its mobile payment centre; absent: there is none
   */
  public record Bureau(
      String paasid,
      String token,
      String admdvs,
      List<Institution> institutions,
      MobilePay mobilePay) {
    public Bureau {
      institutions = List.copyOf(institutions);
    }

    /** A bureau without a payment centre. */
    public Bureau(String paasid, String token, String admdvs, List<Institution> institutions) {
      this(paasid, token, admdvs, institutions, null);
    }

    private Bureau resolved(Path folder) {
      return mobilePay == null
          ? this
          : new Bureau(
              paasid,
              token,
              admdvs,
              institutions,
              new MobilePay(
                  mobilePay.appId,
                  mobilePay.appSecret,
                  resolve(folder, mobilePay.privateKeyFile),
                  resolve(folder, mobilePay.appPublicKeyFile),
                  mobilePay.notifyUrl));
    }
  }

  /** A designated institution. */
  public record Institution(String code, String name) {}

  /**
   * The mobile payment centre and the application it knows.
   *
   * @param appSecret with {@code appId} it gives the SM4 key of both directions
   * @param privateKeyFile SM2, signs answers and 6302
   * @param appPublicKeyFile SM2, whose signatures are accepted
   * @param notifyUrl where 6302 goes; absent: nobody is told
   */
  public record MobilePay(
      String appId,
      String appSecret,
      Path privateKeyFile,
      Path appPublicKeyFile,
      String notifyUrl) {
    public MobilePay {
      if (appId == null || !appId.matches("[\\x21-\\x7e]{16,64}") || appSecret == null) {
        throw new IllegalArgumentException(
            "mobilePay.appId has 16 to 64 printable ASCII characters, and there is a secret");
      }
    }
  }

  /**
   * A commercial insurer and its signing key.
   *
   * @param notifyUrl where it tells decisions and payments; absent: it tells nobody
   */
  public record Insurer(
      String id, String name, String keyId, Path privateKeyFile, String kind, String notifyUrl) {

    /** An insurer that tells nobody. */
    public Insurer(String id, String name, String keyId, Path privateKeyFile, String kind) {
      this(id, name, keyId, privateKeyFile, kind, null);
    }
  }

  /** A port the sandbox answers with this key. */
  public record Port(String keyId, Path privateKeyFile) {}

  /**
   * A province's card centre and the application it knows.
   *
   * @param appSecret 32 hexadecimal digits
   * @param issuer what codes name as their issuer
   */
  public record CardCentre(String appId, String termId, String appSecret, String issuer) {
    public CardCentre {
      if (appSecret == null || !appSecret.matches("[0-9A-Fa-f]{32}")) {
        throw new IllegalArgumentException("cardCentre.appSecret has 32 hexadecimal digits");
      }
    }
  }

  /** Whose signatures the ports accept. */
  public record Caller(String keyId, Path publicKeyFile) {}

  /** A hospital's own system: an ordinary client of Yima. */
  public record His(
      String hospitalId, String clientId, Path privateKeyFile, String baseUrl, String confirms) {}

  /**
   * Reads the file; an unknown or malformed member is an error, so a typing mistake is seen at
   * once.
   */
  public static SandboxConfig read(Path file) throws IOException {
    ObjectMapper mapper =
        new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    SandboxConfig raw = mapper.readValue(file.toFile(), SandboxConfig.class);
    Path folder = file.toAbsolutePath().getParent();
    return raw.resolved(folder);
  }

  private SandboxConfig resolved(Path folder) {
    return new SandboxConfig(
        wechat == null
            ? null
            : new Wechat(
                wechat.spMchid,
                wechat.spAppid,
                wechat.appSecret,
                wechat.apiV3Key,
                resolve(folder, wechat.platformPrivateKeyFile),
                wechat.platformPublicKeyId,
                wechat.merchantSerial,
                resolve(folder, wechat.merchantPublicKeyFile),
                wechat.subMchids,
                wechat.billsAfterHours),
        alipay == null
            ? null
            : new Alipay(
                alipay.appId,
                resolve(folder, alipay.appPublicKeyFile),
                resolve(folder, alipay.privateKeyFile),
                alipay.merchants),
        unionpay == null
            ? null
            : new UnionPay(
                unionpay.merchants.stream()
                    .map(
                        m ->
                            new AcpMerchant(
                                m.merId,
                                m.name,
                                m.certId,
                                resolve(folder, m.publicKeyFile),
                                m.secureKey))
                    .toList(),
                resolve(folder, unionpay.caFolder)),
        insuranceAuth,
        bureau == null ? null : bureau.resolved(folder),
        insurers.stream()
            .map(
                i ->
                    new Insurer(
                        i.id,
                        i.name,
                        i.keyId,
                        resolve(folder, i.privateKeyFile),
                        i.kind,
                        i.notifyUrl))
            .toList(),
        sms == null ? null : new Port(sms.keyId, resolve(folder, sms.privateKeyFile)),
        identity == null
            ? null
            : new Port(identity.keyId, resolve(folder, identity.privateKeyFile)),
        cardCentre,
        einvoice,
        yima == null ? null : new Caller(yima.keyId, resolve(folder, yima.publicKeyFile)),
        his.stream()
            .map(
                h ->
                    new His(
                        h.hospitalId,
                        h.clientId,
                        resolve(folder, h.privateKeyFile),
                        h.baseUrl,
                        h.confirms))
            .toList(),
        notificationFactor,
        bureauReversalDelayMillis,
        silenceMillis);
  }

  private static Path resolve(Path folder, Path name) {
    return name == null ? null : folder.resolve(name.toString());
  }
}
