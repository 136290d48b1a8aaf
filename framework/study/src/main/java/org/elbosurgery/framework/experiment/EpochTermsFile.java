package org.elbosurgery.framework.experiment;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.EpochTerms.Term;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.RegularFile;

/** The terms of the ELBO while a model trains, as {@code terms.csv}. */
final class EpochTermsFile {

  private static final String ERROR = "_error";

  private static final List<String> COLUMNS =
      List.of(
          "epoch",
          "split",
          "n",
          "reconstruction",
          "reconstruction_error",
          "mutual_information",
          "mutual_information_error",
          "marginal_kl",
          "marginal_kl_error",
          "average_kl",
          "average_kl_error");

  private static final CSVFormat WRITTEN =
      CSVFormat.DEFAULT
          .builder()
          .setHeader(COLUMNS.toArray(String[]::new))
          .setRecordSeparator("\n")
          .get();

  private static final CSVFormat READ =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /** Bytes of heap for each byte of the file, at most. */
  private static final int EXPANSION = 30;

  private EpochTermsFile() {}

  /** Returns the file's content. */
  static Content content(List<EpochTerms> all) {
    return out -> {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      CSVPrinter csv = new CSVPrinter(writer, WRITTEN);
      for (EpochTerms each : all) {
        csv.print(each.epoch());
        csv.print(each.split().label());
        csv.print(each.size());
        for (Term term : each.terms().values()) {
          csv.print(term.mean());
          csv.print(term.standardError());
        }
        csv.println();
      }
      writer.flush();
    };
  }

  /**
   * Reads the file.
   *
   * @throws ElboException USER if it cannot be read or is not what {@link #content} writes
   */
  static List<EpochTerms> read(Path file) {
    HeapSpace.requireObjects(file.toString(), RegularFile.size(file), EXPANSION);
    try (Reader reader =
            new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8.newDecoder());
        CSVParser csv = READ.parse(reader)) {
      if (!csv.getHeaderNames().equals(COLUMNS)) {
        throw new IllegalArgumentException("other columns");
      }
      return csv.stream().map(EpochTermsFile::row).toList();
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      throw ElboException.user(
          file
              + " is damaged: it does not hold the terms of a training; restore it, or repeat the run",
          e);
    }
  }

  private static EpochTerms row(CSVRecord row) {
    if (!row.isConsistent()) {
      throw new IllegalArgumentException("a row has another number of columns");
    }
    return new EpochTerms(
        whole(row, "epoch"),
        split(row.get("split")),
        whole(row, "n"),
        term(row, "reconstruction"),
        term(row, "mutual_information"),
        term(row, "marginal_kl"),
        term(row, "average_kl"));
  }

  private static Split split(String label) {
    return Arrays.stream(Split.values())
        .filter(split -> split.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no split"));
  }

  private static int whole(CSVRecord row, String column) {
    int value = Integer.parseInt(row.get(column));
    if (value < 1) {
      throw new IllegalArgumentException(column + " is below 1");
    }
    return value;
  }

  private static Term term(CSVRecord row, String name) {
    double mean = Double.parseDouble(row.get(name));
    double error = Double.parseDouble(row.get(name + ERROR));
    if (!Double.isFinite(mean) || !Double.isFinite(error) || error < 0) {
      throw new IllegalArgumentException(name + " is no estimate");
    }
    return new Term(mean, error);
  }
}
