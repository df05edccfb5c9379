package org.yima.gateway.alipay;

import com.alipay.api.domain.AlipayDataDataserviceBillDownloadurlQueryModel;
import com.alipay.api.request.AlipayDataDataserviceBillDownloadurlQueryRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Statement;

/**
 * Fetches a day's bill: Alipay signs the link, which is dead after half a minute; the file behind
 * it is a ZIP in GBK, names included.
 */
final class AlipayBills {
  static final Charset GBK = Charset.forName("GBK");

  private static final String EMPTY = "EMPTY_DATA_WITH_BILL_FILE";
  private static final String DETAIL = "_业务明细.csv";
  private static final long LARGEST = 1L << 30;

  private final AlipayCalls calls;
  private final BoundedHttp downloads;

  AlipayBills(AlipayCalls calls) {
    this.calls = calls;
    this.downloads = BoundedHttp.ofFiles(calls.settings().downloads());
  }

  Outcome<Statement> statement(Merchant merchant, LocalDate day) {
    AlipayDataDataserviceBillDownloadurlQueryModel model =
        new AlipayDataDataserviceBillDownloadurlQueryModel();
    model.setBillType("trade");
    model.setBillDate(day.toString());
    AlipayDataDataserviceBillDownloadurlQueryRequest request =
        new AlipayDataDataserviceBillDownloadurlQueryRequest();
    request.setBizModel(model);
    return calls
        .send(request, merchant.token())
        .then(
            answer -> {
              if (answer.subCode().endsWith("bill_not_exist")) {
                return Outcome.declined(DeclineReason.NOT_FOUND, answer.subCode());
              }
              return answer.isDone()
                  ? UnreadableAnswer.orUnknown(() -> linked(answer.fields(), merchant, day))
                  : answer.declined();
            });
  }

  /** A day without trades has a word of its own, with or without an empty file. */
  private Outcome<Statement> linked(Fields answer, Merchant merchant, LocalDate day) {
    String code = answer.optionalText("bill_file_code").orElse("");
    if (!code.isEmpty() && !code.equals(EMPTY)) {
      throw new UnreadableAnswer("bill_file_code");
    }
    if (!answer.has("bill_download_url") && code.equals(EMPTY)) {
      return Outcome.succeeded(new EmptyStatement(day));
    }
    URI link = link(answer.text("bill_download_url"));
    return downloads
        .send(HttpRequest.newBuilder(link).GET())
        .then(file -> UnreadableAnswer.orUnknown(() -> downloaded(file, merchant, day)));
  }

  private static URI link(String text) {
    try {
      URI link = new URI(text);
      String scheme = String.valueOf(link.getScheme()).toLowerCase(Locale.ROOT);
      if (link.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return link;
      }
    } catch (URISyntaxException malformed) {
      throw new UnreadableAnswer("bill_download_url");
    }
    throw new UnreadableAnswer("bill_download_url");
  }

  private static Outcome<Statement> downloaded(HttpAnswer file, Merchant merchant, LocalDate day) {
    if (file.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (file.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    try {
      // The bill names payers, so the copy is for this process's user only.
      Path copy = Files.createTempFile("alipay-bill", ".csv");
      boolean kept = false;
      try {
        unpack(file.body(), copy);
        Statement statement = AlipayStatement.checked(copy, merchant, day);
        kept = true;
        return Outcome.succeeded(statement);
      } finally {
        if (!kept) {
          boolean unused = Files.deleteIfExists(copy);
        }
      }
    } catch (IOException malformed) {
      throw new UnreadableAnswer("bill");
    }
  }

  /** The detail file, which is one and has a name that says so. */
  private static void unpack(byte[] archive, Path copy) throws IOException {
    boolean found = false;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), GBK)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(DETAIL)) {
          if (found) {
            throw new UnreadableAnswer("bill");
          }
          found = true;
          copied(zip, copy);
        }
      }
    }
    if (!found) {
      throw new UnreadableAnswer("bill");
    }
  }

  private static void copied(InputStream in, Path copy) throws IOException {
    try (OutputStream out = Files.newOutputStream(copy)) {
      byte[] buffer = new byte[1 << 16];
      long written = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        written += read;
        if (written > LARGEST) {
          throw new UnreadableAnswer("bill");
        }
        out.write(buffer, 0, read);
      }
    }
  }
}
