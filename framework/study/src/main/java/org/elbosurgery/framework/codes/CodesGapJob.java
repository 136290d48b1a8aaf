package org.elbosurgery.framework.codes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.gap.PriorToFit;

/**
 * A gap analysis of codes of a model that was trained anywhere, with everything that it needs,
 * found and checked.
 *
 * @param name tells the codes apart from others
 * @param file the file of the codes
 * @param sha256 its digest
 * @param codes what it holds
 * @param prior of the model; empty for the standard Gaussian
 * @param candidates the priors to fit
 * @param seed of all randomness
 * @param request what to compute
 */
public record CodesGapJob(
    String name,
    Path file,
    String sha256,
    ModelCodes codes,
    Optional<Distribution> prior,
    List<PriorToFit> candidates,
    long seed,
    GapRequest request) {

  /** Returns the folder of the codes in a folder of results. */
  public Path folder(Path parent) {
    return CodesFolder.path(parent, file, sha256);
  }
}
