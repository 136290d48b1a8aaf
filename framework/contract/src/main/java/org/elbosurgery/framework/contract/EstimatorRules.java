package org.elbosurgery.framework.contract;

import static org.elbosurgery.framework.contract.Check.each;
import static org.elbosurgery.framework.contract.Strength.REQUIRED;
import static org.elbosurgery.framework.contract.Strength.STOCHASTIC;

import java.util.List;
import org.elbosurgery.api.Estimator;

/** The contract of estimators. */
final class EstimatorRules {

  private EstimatorRules() {}

  static List<CheckedRule<Estimator>> all() {
    RuleBook<Estimator> book = PluginRules.begin(EstimatorChecks::works);
    values(book);
    intervals(book);
    reproducibility(book);
    return book.rules();
  }

  private static void values(RuleBook<Estimator> book) {
    book.group(Group.VALUES)
        .rule(
            "3.1",
            STOCHASTIC,
            "Of two unit-variance posteriors at -a and a under N(0, 1) the terms MUST be estimated"
                + " within their errors; a bound declared by `informationBound`, here and below,"
                + " MUST be on its side of the true value within them. Of estimates that are"
                + " declared as biased the average KL alone is compared. Where the estimator"
                + " declares by `maxDimensions` that it takes few dimensions, it is tried in as"
                + " many.",
            "Their values are known to eight decimals.",
            each(EstimatorChecks::pairs),
            "1.2")
        .rule(
            "3.2",
            STOCHASTIC,
            "Of unit-variance posteriors at the corners of a cube the terms MUST be d times those"
                + " of a pair, within their errors.",
            "Their values are known exactly in any dimension.",
            each(EstimatorChecks::cubes),
            "3.1")
        .rule(
            "3.3",
            REQUIRED,
            "The mutual information MUST NOT be above log N, however few the samples; it MUST NOT"
                + " be below 0 or above the average KL by more than their errors. An upper bound"
                + " may be above them, a lower bound below 0, a biased estimate both.",
            "The limit distinguishes an estimate from noise; an estimate by subtraction may exceed"
                + " it.",
            each(TermChecks::bounds),
            "3.1")
        .rule(
            "3.4",
            STOCHASTIC,
            "The residual, and average KL - mutual information - marginal KL, MUST be 0 within"
                + " their errors; for bounds and biased estimates, the residual MUST equal that difference.",
            "The identity is a check that can fail; a run whose terms contradict it is refused.",
            each(TermChecks::identity),
            "3.1")
        .rule(
            "3.5",
            STOCHASTIC,
            "Of identical posteriors the mutual information MUST be 0 and the marginal KL MUST be"
                + " the KL of one of them, within their errors.",
            "Posteriors that do not depend on the data point are the most common degenerate case.",
            each(EstimatorChecks::identicalPosteriors),
            "3.1")
        .rule(
            "3.6",
            STOCHASTIC,
            "The order of the data points MUST NOT change a term by more than its error.",
            "A data set has no order.",
            each(EstimatorChecks::order),
            "3.1")
        .rule(
            "3.7",
            STOCHASTIC,
            "Every data point twice MUST leave every term as it is, within its error, unless it is"
                + " a bound or biased.",
            "The terms are per data point, and duplicates add no information.",
            each(EstimatorChecks::duplicates),
            "3.1")
        .rule(
            "3.8",
            REQUIRED,
            "Codes and a prior of different dimensions MUST be refused by IllegalArgumentException"
                + " with a message that names both numbers.",
            "They come from two files, of which one must be the wrong one.",
            each(EstimatorChecks::refusesOtherDimensions),
            "1.2")
        .rule(
            "3.9",
            REQUIRED,
            "The budget's listener MUST receive the progress, never decreasing and up to its"
                + " total.",
            "An estimate may take minutes, while a user waits.",
            each(EstimatorChecks::progressReachesItsTotal),
            "3.1")
        .rule(
            "3.10",
            STOCHASTIC,
            "The values of the data points, where they are offered, MUST average to the terms"
                + " within their errors; those of some points MUST have their row numbers. Estimates that are declared as biased MUST NOT offer"
                + " them.",
            "Comparisons of two models use them.",
            each(EstimatorChecks::pointValuesAverageToTheTerms),
            "3.2")
        .rule(
            "3.11",
            STOCHASTIC,
            "Of 2048 unit-variance posteriors in pairs, the pairs far apart, the terms MUST be"
                + " estimated within their errors.",
            "An estimate from a part of the data fails only with more data than that part.",
            each(EstimatorChecks::pairsOfManyPoints),
            "3.2")
        .rule(
            "3.12",
            REQUIRED,
            "The residual MUST NOT be zero by construction: where the terms vary with the samples,"
                + " it MUST vary, too.",
            "A term obtained by subtraction absorbs the errors of the others and hides them.",
            each(TermChecks::residualCanFail),
            "3.3",
            "3.4");
  }

  private static void intervals(RuleBook<Estimator> book) {
    book.group(Group.INTERVALS)
        .rule(
            "4.1",
            STOCHASTIC,
            "The interval of 1.96 standard errors about an estimate MUST hold the true value in 95"
                + " % of repetitions, or more.",
            "With an error bar that is too short, noise is taken for a finding.",
            each(EstimatorChecks::coverage),
            "3.2");
  }

  private static void reproducibility(RuleBook<Estimator> book) {
    book.group(Group.REPRODUCIBILITY)
        .rule(
            "5.1",
            REQUIRED,
            "The same stream MUST give the same bits.",
            "Randomness is an argument; a global generator is shared with other code.",
            each(EstimatorChecks::sameStreamSameBits),
            "3.1")
        .rule(
            "5.2",
            REQUIRED,
            "The number of threads MUST NOT change a bit.",
            "A result must not depend on the machine that computes it.",
            each(EstimatorChecks::threadsChangeNothing),
            "5.1");
  }
}
