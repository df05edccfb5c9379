package org.yima.gateway.bureau;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.Difference;
import org.yima.gateway.insurance.StatementRow;

/** Detail and difference files: a zip of one text, a line per row, columns by tabs. */
final class StatementFiles {
  private static final int LARGEST = 64 << 20;
  private static final int COLUMNS = 10;
  private final ReconciliationProfile profile;

  StatementFiles(ReconciliationProfile profile) {
    this.profile = profile;
  }

  /** setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag. */
  byte[] details(String name, List<StatementRow> rows) {
    StringBuilder text = new StringBuilder();
    for (StatementRow row : rows) {
      text.append(
              String.join(
                  "\t",
                  column(row.setlId()),
                  column(row.mdtrtId()),
                  column(row.psnNo()),
                  Yuan.fromFen(signed(row.totalFen(), row.reversal())),
                  Yuan.fromFen(signed(row.fundFen(), row.reversal())),
                  Yuan.fromFen(signed(row.accountFen(), row.reversal())),
                  row.reversal() ? "1" : "0"))
          .append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.toString().getBytes(profile.charset()));
      zip.closeEntry();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Between our sign of an amount and the file's, either way. */
  private long signed(long fen, boolean reversal) {
    return reversal && !profile.reversalsNegative() ? Math.negateExact(fen) : fen;
  }

  private static String column(String text) {
    if (text.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("a column has no control characters");
    }
    return text;
  }

  /**
   * psn_no, mdtrt_id, setl_id, msgid, stmt_rslt, refd_setl_flag, memo, medfee_sumamt,
   * fund_pay_sumamt, acct_pay. Rows that agree are left out.
   */
  List<Difference> differences(byte[] zip) {
    List<Difference> differences = new ArrayList<>();
    text(zip)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              String[] columns = line.split("\t", -1);
              if (columns.length != COLUMNS) {
                throw new UnreadableAnswer("columns");
              }
              if (!columns[4].equals(profile.equal())) {
                differences.add(difference(columns));
              }
            });
    return List.copyOf(differences);
  }

  private Difference difference(String[] columns) {
    Difference.Kind kind = profile.kinds().get(columns[4]);
    if (kind == null) {
      throw new UnreadableAnswer("stmt_rslt");
    }
    boolean reversal = flag(columns[5]);
    return new Difference(
        kind,
        columns[2],
        columns[1],
        columns[0],
        signed(Yuan.toFen(columns[7]), reversal),
        signed(Yuan.toFen(columns[8]), reversal),
        signed(Yuan.toFen(columns[9]), reversal),
        reversal);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "0" -> false;
      case "1" -> true;
      default -> throw new UnreadableAnswer("refd_setl_flag");
    };
  }

  private String text(byte[] zip) {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      if (in.getNextEntry() == null) {
        throw new UnreadableAnswer("file");
      }
      byte[] text = in.readNBytes(LARGEST + 1);
      if (text.length > LARGEST || in.getNextEntry() != null) {
        throw new UnreadableAnswer("file");
      }
      return new String(text, profile.charset());
    } catch (IOException malformed) {
      throw new UnreadableAnswer("file");
    }
  }
}
