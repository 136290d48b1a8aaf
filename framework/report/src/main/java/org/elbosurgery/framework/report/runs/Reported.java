package org.elbosurgery.framework.report.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.surgery.Surgery;

/** A model in a report: of a finished run, or one that was trained anywhere, by its codes. */
public sealed interface Reported permits ReportedRun, ReportedCodes {

  /** Returns where it was found. */
  Path path();

  /** Returns the seed of its numbers. */
  long seed();

  /** Returns the SHA-256 of the data of a run, or of the file of the codes. */
  String dataSha256();

  /** Returns the surgery of a split, with its values per data point; empty if there is none. */
  Optional<Surgery> surgery(Split split);

  /** Returns the frozen prior; empty if it is neither a Gaussian nor a mixture of Gaussians. */
  Optional<Distribution> prior();

  /** Reads the posteriors of the training rows; empty if they were not kept. */
  Optional<Posteriors> posteriors();

  /** Returns the class of each training row; empty if it is not known. */
  Optional<WordArray> labels();

  /** Returns the kept gap analysis; empty if there is none. */
  Optional<KeptGap> gap();

  /** Returns a sentence for each impossible number, and for what else makes it suspect. */
  List<String> warnings();

  /** Returns whether the prior is N(0, I) judging by its numbers, whatever its name. */
  default boolean hasStandardGaussian() {
    return prior().filter(DiagonalGaussianMixture::isStandard).isPresent();
  }
}
