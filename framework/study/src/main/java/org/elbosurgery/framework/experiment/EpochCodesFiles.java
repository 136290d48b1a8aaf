package org.elbosurgery.framework.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.npy.WordArray;

/**
 * Codes of some training rows while a model trains, as {@code codes-epoch-00010.npz}, and its
 * prior, as {@code prior-epoch-00010.npz}, if it is a Gaussian or a mixture of Gaussians. They are
 * kept after the surgeries number 1, 2, 5, 10, 20, 50 and so on, so that few files show the whole
 * course.
 *
 * @param files the folder of the run
 */
record EpochCodesFiles(CheckedFolder files) {

  private static final String CODES = "codes-epoch-";
  private static final String PRIOR = "prior-epoch-";
  private static final String SUFFIX = ".npz";
  private static final Pattern NAME = Pattern.compile(CODES + "([0-9]{5,9})\\" + SUFFIX);

  /** The largest number of rows that are kept. */
  private static final int MOST_ROWS = 2000;

  /** The largest number of means that are kept: 80 kB with as many log-variances. */
  private static final int MOST_VALUES = 10_000;

  /** Returns whether codes are kept after a surgery, counted from 1. */
  static boolean areKept(int surgery) {
    int digits = surgery;
    while (digits % 10 == 0) {
      digits /= 10;
    }
    return digits == 1 || digits == 2 || digits == 5;
  }

  /** Returns the rows that are kept, evenly spaced and always the same. */
  static int[] rows(int size, int dimensions) {
    int kept = Math.min(size, Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / dimensions)));
    return IntStream.range(0, kept).map(i -> (int) ((long) i * size / kept)).toArray();
  }

  /**
   * Writes the codes of those rows, and the prior.
   *
   * @param posteriors of all training rows
   * @param labels of all of them
   */
  void write(int epoch, Posteriors posteriors, Optional<WordArray> labels, Distribution prior) {
    int[] rows = rows(posteriors.size(), posteriors.dimensions());
    PriorFile.contentIfKnown(prior).ifPresent(content -> files.write(name(PRIOR, epoch), content));
    files.write(name(CODES, epoch), PosteriorsFile.content(posteriors, rows, labels));
  }

  private static String name(String kind, int epoch) {
    return String.format(Locale.ROOT, "%s%05d%s", kind, epoch, SUFFIX);
  }

  /**
   * Reads those of an epoch.
   *
   * @throws ElboException USER if a file is missing or damaged, or has more rows than are kept
   */
  EpochCodes read(int epoch) {
    Path codes = files.require(name(CODES, epoch));
    Posteriors posteriors = PosteriorsFile.read(codes);
    if (posteriors.size() > MOST_ROWS) {
      throw ElboException.user(
          "%s has %d rows; no more than %d are kept while a model trains: restore the file"
              .formatted(codes, posteriors.size(), MOST_ROWS));
    }
    return new EpochCodes(
        epoch,
        posteriors,
        PosteriorsFile.labels(codes),
        files.find(name(PRIOR, epoch)).map(PriorFile::read));
  }

  /** Returns the epochs after which codes were kept, in order. */
  List<Integer> epochs() {
    List<Integer> epochs = new ArrayList<>();
    for (String name : files.names()) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        epochs.add(Integer.parseInt(matcher.group(1)));
      }
    }
    return epochs.stream().sorted().toList();
  }

  /** Copies those of another run, which this one trains further. */
  void copyFrom(EpochCodesFiles earlier) {
    for (String name : earlier.files.names()) {
      if (name.startsWith(CODES) || name.startsWith(PRIOR)) {
        Path file = earlier.files.require(name);
        files.write(name, out -> Files.copy(file, out));
      }
    }
  }
}
