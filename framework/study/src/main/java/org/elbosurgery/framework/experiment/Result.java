package org.elbosurgery.framework.experiment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.version.Versions;

/**
 * What an experiment came to, and what it was.
 *
 * @param train the surgery on the rows that the parameters were fitted to
 * @param test the surgery on the test rows; empty where the data set has none
 * @param provenance how the numbers were made
 */
public record Result(Surgery train, Optional<Surgery> test, Provenance provenance) {

  /** Returns the surgery on the rows of a split; empty where the data set has none. */
  public Optional<Surgery> surgery(Split split) {
    return split == Split.TRAIN ? Optional.of(train) : test;
  }

  /**
   * Returns what the numbers of either split {@linkplain Surgery#warnings cannot be} and are, and
   * why those of the test rows are not what they are taken for, one sentence each.
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
   * Returns why no number of the test rows is what it is taken for, in one sentence; empty where
   * they are new data as far as can be seen.
   */
  public Optional<String> repeatedTestRows() {
    return provenance
        .repeatedTestRows()
        .map(
            count ->
                "%s: %d of %d rows are training rows, more than chance explains: these are not new data"
                    .formatted(Split.TEST.label(), count, test.orElseThrow().size()));
  }

  /**
   * How numbers were made.
   *
   * @param versions of the program and its surroundings
   * @param spec the whole experiment
   * @param dataSha256 of the decompressed source data
   * @param repeatedTestRows how many test rows are training rows; empty where chance explains them
   * @param epochs epochs trained
   * @param bestEpoch the epoch whose parameters were taken; empty without validation
   * @param kernel which kernel computed the aggregate posterior of the training rows, and is taken
   *     for that of the test rows when a result is read; empty where the estimator does not say
   * @param plugins which builds of the plugins computed the numbers
   */
  public record Provenance(
      Versions versions,
      ExperimentSpec spec,
      String dataSha256,
      Optional<Integer> repeatedTestRows,
      int epochs,
      Optional<Integer> bestEpoch,
      Optional<String> kernel,
      PluginBuilds plugins) {}
}
