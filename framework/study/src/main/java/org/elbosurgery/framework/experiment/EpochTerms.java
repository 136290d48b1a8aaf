package org.elbosurgery.framework.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * The terms of the ELBO of a split at the parameters after an epoch of a training, in nats per data
 * point.
 *
 * @param epoch counted from 1
 * @param split which rows
 * @param size N, the number of rows
 * @param reconstruction average log p(x|z)
 * @param mutualInformation index-code mutual information
 * @param marginalKl KL(q(z) || p(z))
 * @param averageKl average KL(q(z|x) || p(z))
 */
public record EpochTerms(
    int epoch,
    Split split,
    int size,
    Term reconstruction,
    Term mutualInformation,
    Term marginalKl,
    Term averageKl) {

  /**
   * A term.
   *
   * @param mean its estimate
   * @param standardError of the estimate; 0 where it is exact
   */
  public record Term(double mean, double standardError) {

    private static Term of(Estimate estimate) {
      return new Term(estimate.mean(), estimate.standardError());
    }
  }

  /** Returns the terms that a surgery found after an epoch. */
  static EpochTerms of(int epoch, Split split, Surgery surgery) {
    return new EpochTerms(
        epoch,
        split,
        surgery.size(),
        Term.of(surgery.reconstruction().orElseThrow()),
        Term.of(surgery.terms().mutualInformation()),
        Term.of(surgery.terms().marginalKl()),
        Term.of(surgery.terms().averageKl()));
  }

  /** Returns the terms by their names in files, in order. */
  Map<String, Term> terms() {
    Map<String, Term> terms = new LinkedHashMap<>();
    terms.put("reconstruction", reconstruction);
    terms.put("mutual_information", mutualInformation);
    terms.put("marginal_kl", marginalKl);
    terms.put("average_kl", averageKl);
    return terms;
  }
}
