package org.yima.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the outside systems are and how we prove ourselves to them. Files are PEM: private keys in
 * PKCS#8, public keys in X.509 form. Secrets have no default.
 */
@ConfigMapping(prefix = "yima.gateway")
public interface GatewayConfig {
  /** WeChat Pay, partner mode: every order names the institution's own sub-merchant. */
  Wechat wechat();

  /** Alipay; without it no Alipay payer is bound and nothing is authorised there. */
  Optional<Alipay> alipay();

  /** The exchange of a resident's insurance authorisation. */
  InsuranceAuth insuranceAuth();

  /** The medical insurance bureau's provider interface. */
  Bureau bureau();

  /** The key that signs our calls to insurers, short messages and the identity check (RFC 9421). */
  Signing signing();

  /** Short messages. */
  Peer sms();

  /** The real-name check. */
  Peer identity();

  /** The province's card centre; without one there are no national codes. */
  Optional<CardCentre> cardCentre();

  interface Wechat {
    String baseUrl();

    String spMchid();

    String spAppid();

    String appSecret();

    /** 32 ASCII characters. */
    String apiV3Key();

    String merchantSerial();

    Path merchantPrivateKeyFile();

    String platformPublicKeyId();

    Path platformPublicKeyFile();

    /** Where WeChat sends notifications: our own address as seen from outside. */
    String notifyBaseUrl();
  }

  /** An application at Alipay's open platform, in public-key mode with RSA2. */
  interface Alipay {
    /** The whole address of gateway.do. */
    String endpoint();

    String appId();

    Path privateKeyFile();

    /** Alipay's own key for this application, not the application's. */
    Path publicKeyFile();

    /** Insured payments authorised in Alipay; without it that channel is refused. */
    Optional<AlipayInsurance> insurance();
  }

  /** What the bureau's mobile payment gave to the institutions' side. */
  interface AlipayInsurance {
    /** {@code org_app_id}. */
    String orgAppId();

    /** {@code org_chnl_crtf_code}. */
    String channelCode();

    /** Where Alipay sends the resident back to: our app or its page. */
    String callUrl();

    /** The designated institution in whose name a card's insurance is asked for. */
    String institution();
  }

  interface InsuranceAuth {
    String baseUrl();

    String partnerId();

    String partnerSecret();
  }

  interface Bureau {
    String baseUrl();

    String paasid();

    String token();

    /** The area that treats the patient, GB/T 2260. */
    String admdvs();

    @WithDefault("YIMA")
    String recerSysCode();

    /** Of the interface's one door, after the base. */
    @WithDefault("/fsi/api/callFsiService/callService")
    String path();

    /** {@code infver}. */
    @WithDefault("V1.0")
    String interfaceVersion();

    /** {@code opter_type}: 1 operator, 2 terminal, 3 mobile. */
    @WithDefault("3")
    String operatorType();

    /** What the province puts around the envelope; without it the envelope is the body. */
    Optional<BureauWrapper> wrapper();

    /** By which headers the network gateway knows its caller. */
    BureauHeaders headers();

    /** Transactions with another number there, by their national ones. */
    Map<String, String> numbers();

    /** Texts of refusals that mean something there, by a name; tried before the national ones. */
    Map<String, BureauRefusal> refusals();

    /** Whether 5203 says by an empty output that there is no settlement. */
    @WithDefault("false")
    boolean emptyIsNotFound();

    /** The field of a settlement that names whose account paid where a family's did. */
    @WithDefault("acct_mulaid_psn_name")
    String mutualAidPayer();

    /** Whether an authorisation given in a wallet is itself a credential there. */
    @WithDefault("false")
    boolean payAuthNoAsCredential();

    /** Where hosp_part_amt stands in a settlement's sum: beside, inside or either. */
    @WithDefault("beside")
    String hospitalShare();
  }

  /** The members that hold the envelope. */
  interface BureauWrapper {
    String request();

    String answer();
  }

  interface BureauHeaders {
    @WithDefault("x-tif-paasid")
    String paasid();

    @WithDefault("x-tif-timestamp")
    String timestamp();

    @WithDefault("x-tif-nonce")
    String nonce();

    @WithDefault("x-tif-signature")
    String signature();
  }

  interface BureauRefusal {
    /** A regular expression that is found in the text. */
    String text();

    /** What it means, in the port's words. */
    String reason();
  }

  /** A card platform, with the {@code ehc.*} methods or as an open platform. */
  interface CardCentre {
    /** The wires that are spoken. */
    enum Shape {
      EHC,
      HEALTH_OPEN
    }

    @WithDefault("EHC")
    Shape shape();

    /** The whole address of business.do; of an open platform scheme, host and port. */
    String endpoint();

    /** Our number at an open platform, which needs one. */
    Optional<String> hospitalId();

    String appId();

    String termId();

    /** 32 hexadecimal digits; of an open platform any text. */
    String appSecret();

    @WithDefault("X.M.0.1")
    String version();

    /** What verifications name as their channel. */
    @WithDefault("0401")
    String channel();

    /** Whether its answers carry a digest, which is then required. */
    @WithDefault("true")
    boolean signedAnswers();

    /** What its codes of refusals mean, in the port's words, by the code. */
    Map<String, String> refusals();
  }

  interface Signing {
    String keyId();

    Path privateKeyFile();
  }

  interface Peer {
    String baseUrl();

    /** The key its answers are signed under. */
    String keyId();

    Path publicKeyFile();
  }
}
