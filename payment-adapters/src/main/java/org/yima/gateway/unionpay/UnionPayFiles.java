package org.yima.gateway.unionpay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Statement;

/**
 * The day's file (76): a ZIP, deflated once more, within the signed answer, so its signature is its
 * digest. The {@code ZM} entry holds what succeeded; the file has no totals of its own.
 */
final class UnionPayFiles {
  private static final long LARGEST = 512L << 20;
  private final AcpClient client;
  private final UnionPayProfile profile;
  private final InstantSource clock;

  UnionPayFiles(AcpClient client, UnionPayProfile profile, InstantSource clock) {
    this.client = client;
    this.profile = profile;
    this.clock = clock;
  }

  /**
   * The file of a settlement day, which ends before midnight (usually 23:00), so that late payments
   * are in the next day's.
   */
  Outcome<Statement> statement(Merchant merchant, LocalDate day) {
    AcpFields message =
        client
            .message(merchant, "76", "01", "000000")
            .with("txnTime", AcpFields.time(clock.instant()))
            .with("fileType", "00")
            .with("settleDate", DateTimeFormatter.ofPattern("MMdd").format(day));
    return client
        .download(merchant, message)
        .then(
            answer ->
                UnreadableAnswer.orUnknown(
                    () -> {
                      String code = answer.text("respCode");
                      if (code.equals("98")) {
                        return Outcome.declined(DeclineReason.NOT_FOUND, code);
                      }
                      if (!AcpCode.isDone(code)) {
                        return AcpCode.refused(code);
                      }
                      return Outcome.succeeded(read(merchant, day, answer));
                    }));
  }

  private Statement read(Merchant merchant, LocalDate day, AcpFields answer) {
    if (!answer.text("settleDate").equals(DateTimeFormatter.ofPattern("MMdd").format(day))) {
      throw new UnreadableAnswer("settleDate");
    }
    byte[] deflated = Base64.getMimeDecoder().decode(answer.text("fileContent"));
    try (ZipInputStream zip =
        new ZipInputStream(new InflaterInputStream(new ByteArrayInputStream(deflated)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith("ZM_" + merchant.account())) {
          return kept(zip, merchant, day);
        }
      }
      throw new UnreadableAnswer("ZM");
    } catch (IOException malformed) {
      throw new UnreadableAnswer("fileContent");
    }
  }

  private Statement kept(InputStream entry, Merchant merchant, LocalDate day) throws IOException {
    Path copy = Files.createTempFile("unionpay", ".zm");
    boolean read = false;
    try {
      try (OutputStream out = Files.newOutputStream(copy)) {
        copy(entry, out);
      }
      Statement statement =
          UnionPayStatement.checked(copy, profile.file(), merchant.account(), day);
      read = true;
      return statement;
    } finally {
      if (!read) {
        boolean unused = Files.deleteIfExists(copy);
      }
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] some = new byte[16_384];
    long all = 0;
    for (int n = in.read(some); n >= 0; n = in.read(some)) {
      all += n;
      if (all > LARGEST) {
        throw new UnreadableAnswer("ZM");
      }
      out.write(some, 0, n);
    }
  }
}
