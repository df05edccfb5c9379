package org.yima.healthcard.recognise;

import java.util.Optional;
import org.yima.healthcard.emv.EmvConsumerCode;
import org.yima.healthcard.emv.EmvMerchantCode;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.Uscc;
import org.yima.healthcard.national.NationalCode;

/**
 * What a text is. {@link #kind()} serves a switch; {@link #text()} is the text without the blanks
 * and line ends that scanners add. Texts are tokens and personal data: no case shows its text in
 * {@code toString}.
 */
public sealed interface Recognised {
  /** Which kind it is. */
  TextKind kind();

  /** The text as it is to be used further. */
  String text();

  /** Yima's own code, not yet verified. */
  record YimaCode(String text) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.YIMA_CODE;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /** A national health card code, taken apart. */
  record NationalCard(String text, NationalCode code) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.NATIONAL_CARD;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /** A wallet's payment code. The kind is WECHAT_PAY, ALIPAY, UNIONPAY or ECNY. */
  record PaymentCode(String text, TextKind kind) implements Recognised {
    @Override
    public String toString() {
      return kind.name();
    }
  }

  /** An Alipay face payment token. */
  record FaceToken(String text) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.FACE_TOKEN;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /**
   * A medical-insurance code.
   *
   * @param province the two digits of the province, where the tail has the known form
   */
  record MedicalInsuranceCode(String text, Optional<String> province) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.MEDICAL_INSURANCE;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /**
   * A medical-insurance package code.
   *
   * @param family {@code opc} or {@code ano}
   */
  record InsurancePackage(String text, String family) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.INSURANCE_PACKAGE;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /**
   * A token of the medical-insurance credential.
   *
   * @param division the insured area, six digits
   */
  record EcToken(String text, String division) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.EC_TOKEN;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /** A merchant-presented code whose CRC holds. */
  record EmvMerchant(String text, EmvMerchantCode code) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.EMV_MERCHANT;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /** A consumer-presented code. */
  record EmvConsumer(String text, EmvConsumerCode code) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.EMV_CONSUMER;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /**
   * A personal document's number that passed its checks; see {@link DocumentNumber#selfChecking()}.
   */
  record Document(String text, DocumentNumber number) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.DOCUMENT;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /** An organisation's code whose check character holds. */
  record Organisation(String text, Uscc uscc) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.USCC;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /**
   * An address.
   *
   * @param scheme lower case, for example https or weixin
   */
  record Url(String text, String scheme) implements Recognised {
    @Override
    public TextKind kind() {
      return TextKind.URL;
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }

  /**
   * None of the kinds.
   *
   * @param text as given, cut to {@link Recogniser#MAX_TEXT} characters
   * @param why why it was not recognised
   * @param looksLike the first kind whose shape the text has although its checks fail
   */
  record Unknown(String text, Why why, Optional<TextKind> looksLike) implements Recognised {
    /** Why a text is unknown. */
    public enum Why {
      /** Nothing but blanks. */
      EMPTY,
      /** More than {@link Recogniser#MAX_TEXT} bytes. */
      TOO_LONG,
      /** A control character inside. */
      CONTROL_CHARACTERS,
      /** It has the shape of a kind and fails that kind's checks. */
      CHECK_FAILED,
      /** It resembles nothing known. It may be an institution's own card number. */
      NO_SHAPE
    }

    @Override
    public TextKind kind() {
      return TextKind.UNKNOWN;
    }

    @Override
    public String toString() {
      return kind().name() + "[" + why + "]";
    }
  }
}
