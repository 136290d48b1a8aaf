package org.elbosurgery.framework.experiment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.version.Versions;

/**
 * The result of an experiment, with its provenance.
 *
 * @param train the surgery on the rows to which the parameters were fitted
 * @param test the surgery on the test rows; empty if the data set has none
 * @param provenance how the numbers were computed
 */
public record Result(Surgery train, Optional<Surgery> test, Provenance provenance) {

  /** Returns the surgery on the rows of a split; empty if the data set does not have it. */
  public Optional<Surgery> surgery(Split split) {
    return split == Split.TRAIN ? Optional.of(train) : test;
  }

  /**
   * Returns a sentence for each {@linkplain Surgery#warnings impossible} number of either split,
   * and one if the test rows repeat training rows.
   */
  public List<String> warnings() {
    Stream<String> ofTraining = warnings(Split.TRAIN);
    Stream<String> ofTest = Stream.concat(repeatedTestRows().stream(), warnings(Split.TEST));
    return Stream.concat(ofTraining, ofTest).toList();
  }

  private Stream<String> warnings(Split split) {
    return surgery(split).stream()
        .flatMap(surgery -> surgery.warnings().stream())
        .map(warning -> split.label() + ": " + warning);
  }

  /**
   * Returns a sentence if the test rows repeat training rows, so that they are not new data; empty
   * if they do not, as far as can be seen.
   */
  public Optional<String> repeatedTestRows() {
    return provenance
        .repeatedTestRows()
        .map(
            count ->
                "%s: %d of %d rows are training rows, more than chance explains: these are not new data"
                    .formatted(Split.TEST.label(), count, test.orElseThrow().size()));
  }

  /** Returns the same result of the {@linkplain ExperimentSpec#published published} experiment. */
  Result published() {
    return new Result(train, test, provenance.with(provenance.spec().published()));
  }

  /**
   * How numbers were computed.
   *
   * @param versions of the program and its environment
   * @param spec the whole experiment
   * @param dataSha256 digest of the decompressed source data
   * @param repeatedTestRows how many test rows equal training rows; empty if chance explains them
   * @param epochs epochs trained
   * @param bestEpoch the epoch whose parameters were used; empty without validation
   * @param parameters how many numbers were trained, those of the prior included; empty if the
   *     program that wrote the result did not say
   * @param kernel which kernel computed the aggregate posterior of the training rows, and is taken
   *     for that of the test rows when a result is read; empty where the estimator does not say
   * @param plugins the builds of the plugins that computed the numbers
   */
  public record Provenance(
      Versions versions,
      ExperimentSpec spec,
      String dataSha256,
      Optional<Integer> repeatedTestRows,
      int epochs,
      Optional<Integer> bestEpoch,
      Optional<Integer> parameters,
      Optional<String> kernel,
      PluginBuilds plugins) {

    /**
     * Returns the epoch whose parameters were used: the best one, or the last without validation.
     */
    public int modelEpoch() {
      return bestEpoch.orElse(epochs);
    }

    private Provenance with(ExperimentSpec other) {
      return new Provenance(
          versions,
          other,
          dataSha256,
          repeatedTestRows,
          epochs,
          bestEpoch,
          parameters,
          kernel,
          plugins);
    }
  }
}
