package org.elbosurgery.framework.experiment;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.training.EpochMetrics;

/** The metrics of each epoch, as {@code metrics.csv}. */
final class EpochMetricsFile {

  private static final CSVFormat WRITTEN =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("epoch", "elbo", "reconstruction", "average_kl", "validation_elbo", "seconds")
          .setRecordSeparator("\n")
          .get();

  private static final List<String> COLUMNS =
      List.of("epoch", "reconstruction", "average_kl", "validation_elbo", "seconds");

  private static final CSVFormat READ =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /** The factor by which a row, some 60 bytes, grows when it becomes strings, a map and numbers. */
  private static final int EXPANSION = 32;

  private EpochMetricsFile() {}

  /** Returns the file's content. */
  static Content content(List<EpochMetrics> metrics) {
    return out -> {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      CSVPrinter csv = new CSVPrinter(writer, WRITTEN);
      for (EpochMetrics m : metrics) {
        csv.printRecord(
            m.epoch(),
            m.elbo(),
            m.reconstruction(),
            m.averageKl(),
            m.validationElbo().map(Object::toString).orElse(""),
            m.seconds());
      }
      writer.flush();
    };
  }

  /**
   * Reads the file.
   *
   * @throws ElboException USER if it cannot be read or is damaged
   */
  static List<EpochMetrics> read(Path file) {
    HeapSpace.requireObjects(file.toString(), RegularFile.size(file), EXPANSION);
    try (Reader reader =
            new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8.newDecoder());
        CSVParser csv = READ.parse(reader)) {
      if (!csv.getHeaderNames().containsAll(COLUMNS)) {
        throw new IllegalArgumentException("columns are missing");
      }
      return csv.stream().map(row -> epoch(file, row)).toList();
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      throw ElboException.user(
          file + " is damaged: it is not the metrics of a run; restore it, or repeat the run", e);
    }
  }

  /** Parses a row. Messages quote nothing from the file, which may be a link to any other file. */
  private static EpochMetrics epoch(Path file, CSVRecord row) {
    try {
      return new EpochMetrics(
          Integer.parseInt(row.get("epoch")),
          Double.parseDouble(row.get("reconstruction")),
          Double.parseDouble(row.get("average_kl")),
          Optional.of(row.get("validation_elbo"))
              .filter(text -> !text.isEmpty())
              .map(Double::valueOf),
          Double.parseDouble(row.get("seconds")));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw ElboException.user(
          "%s is damaged: row %d is not an epoch's metrics; restore it, or repeat the run"
              .formatted(file, row.getRecordNumber()),
          e);
    }
  }
}
