package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.file.CheckedFolder;

/**
 * The codes of an encoder that stays fixed, of a run or of a model that was trained anywhere, with
 * everything that an analysis of their gap needs.
 *
 * @param origin where they come from
 * @param train the posteriors that priors are fitted to
 * @param test posteriors of other rows; empty if there are none
 * @param own the prior that the encoder was trained with
 * @param priors to fit
 * @param random the root of all randomness
 * @param files the folder in which the fits and the analysis are kept
 */
public record FrozenCodes(
    GapOrigin origin,
    Posteriors train,
    Optional<Posteriors> test,
    OwnPrior own,
    List<PriorToFit> priors,
    RandomStream random,
    CheckedFolder files) {

  /** Copies the priors. */
  public FrozenCodes {
    priors = List.copyOf(priors);
  }

  /**
   * The prior that an encoder was trained with.
   *
   * @param spec its name and options; empty if it is known as numbers alone
   * @param build the digest of its plugin's build; empty if it is not known
   */
  public record OwnPrior(Optional<PluginSpec> spec, Optional<String> build, Distribution density) {}
}
