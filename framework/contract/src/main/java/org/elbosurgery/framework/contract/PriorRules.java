package org.elbosurgery.framework.contract;

import static org.elbosurgery.framework.contract.Check.each;
import static org.elbosurgery.framework.contract.Check.eachConfiguration;
import static org.elbosurgery.framework.contract.Strength.OPTIONAL;
import static org.elbosurgery.framework.contract.Strength.REQUIRED;
import static org.elbosurgery.framework.contract.Strength.STOCHASTIC;

import java.util.List;
import org.elbosurgery.api.Prior;

/** The contract of priors. */
final class PriorRules {

  private PriorRules() {}

  static List<CheckedRule<Prior>> all() {
    RuleBook<Prior> book = PluginRules.begin(DistributionChecks::works);
    graph(book);
    density(book);
    sampling(book);
    reproducibility(book);
    return book.rules();
  }

  private static void graph(RuleBook<Prior> book) {
    book.group(Group.GRAPH)
        .rule(
            "3.1",
            REQUIRED,
            "`logProb` MUST map `[n, d]` to `[n]`, for any n and d, 1 included.",
            "Each row is one event; a sum over rows, or a value per dimension, would train without"
                + " an error.",
            each(prior -> FormulaChecks.shapes(Specimen.prior(prior))),
            "1.2")
        .rule(
            "3.2",
            REQUIRED,
            "One row alone MUST have the log-probability that it has in a batch.",
            "With a sum or a maximum over the batch, the loss of a row depends on the other rows.",
            each(prior -> FormulaChecks.oneRowAlone(Specimen.prior(prior))),
            "3.1",
            "3.8")
        .rule(
            "3.3",
            REQUIRED,
            "`logProb` MUST be finite in single precision at |z_j| = 1000, and for d = 512.",
            "The first steps of a training may move codes far from the origin; an underflow there"
                + " turns into NaN, from which training does not recover.",
            each(DistributionChecks::formulaIsFiniteFarOut),
            "3.1")
        .rule(
            "3.4",
            REQUIRED,
            "Two bindings in one graph, and two calls of `logProb`, MUST NOT clash.",
            "The framework calls a formula as often as it needs; names belong to the scope.",
            each(prior -> FormulaChecks.bindingsDoNotClash(Specimen.prior(prior))),
            "3.1",
            "3.8")
        .rule(
            "3.5",
            REQUIRED,
            "The gradient of `logProb` by z MUST agree with central differences in double"
                + " precision.",
            "Some of ND4J's operations have wrong gradients, with which the loss may still"
                + " decrease.",
            each(prior -> FormulaChecks.gradientsByArgument(Specimen.prior(prior))),
            "3.2")
        .rule(
            "3.6",
            REQUIRED,
            "The gradient of `logProb` by every parameter MUST agree with central differences in"
                + " double precision.",
            "A parameter on which the log-density does not depend, or depends only apparently, is"
                + " not learned.",
            each(prior -> FormulaChecks.gradientsByParameter(Specimen.prior(prior))),
            "3.2")
        .rule(
            "3.7",
            REQUIRED,
            "`crossEntropy` of the binding, where it is offered, MUST be -E_q[log p(z)] with the"
                + " same p as `logProb`.",
            "Training uses the closed form and sampling the formula, so they must belong to the"
                + " same distribution.",
            each(CrossEntropyChecks::closedFormIsThatOfTheFormula),
            "3.2")
        .rule(
            "3.8",
            REQUIRED,
            "`logProb` MUST give the same bits when it is evaluated again with the same arguments.",
            "With random numbers drawn in a formula, two runs with the same seed differ.",
            each(prior -> FormulaChecks.sameValueTwice(Specimen.prior(prior))),
            "3.1")
        .rule(
            "3.9",
            REQUIRED,
            "`trainingLogProb` MUST map `[n, d]` to `[n]`; for codes of no training row, it MUST be"
                + " `logProb` up to one number common to all codes, with other values of the states"
                + " where the frozen density states a `logNormalizerError`.",
            "Validation, which such codes are, would otherwise judge another density than the"
                + " reported one.",
            each(TrainingChecks::isLogProbOfOtherData),
            "3.2",
            "3.4")
        .rule(
            "3.10",
            REQUIRED,
            "`trainingLogProb` of a training row, where it depends on the row's number, MUST NOT"
                + " depend on the data of that row.",
            "A code that finds its own row among the components is given a component of its own,"
                + " and the prior memorises.",
            each(TrainingChecks::leavesTheOwnRowOut),
            "3.9");
  }

  private static void density(RuleBook<Prior> book) {
    book.group(Group.DENSITY)
        .rule(
            "4.1",
            REQUIRED,
            "`freeze` MUST give a density of d dimensions whose `logProb` maps `[n, d]` to `[n]`.",
            "Reported results are computed from the frozen density alone.",
            each(DistributionChecks::freezes),
            "3.1")
        .rule(
            "4.2",
            REQUIRED,
            "The frozen density MUST give the log-probabilities that the formula in the graph"
                + " gives; where it states a `logNormalizerError`, up to one number common to all"
                + " codes, and with other values of the states.",
            "Otherwise one distribution is trained and another is reported.",
            each(DistributionChecks::symbolicAndFrozenAgree),
            "3.2",
            "4.1")
        .rule(
            "4.3",
            REQUIRED,
            "exp(logProb) MUST integrate to 1 over the line and over the plane, to within five"
                + " times its `logNormalizerError`, which MUST NOT exceed 0.02 nats there.",
            "An omitted constant shifts every KL.",
            eachConfiguration(NormalizerChecks::integratesToOne),
            "4.2")
        .rule(
            "4.4",
            STOCHASTIC,
            "exp(logProb) MUST integrate to 1 in more dimensions, and samples MUST fit it there.",
            "A constant per dimension may be right for two dimensions and wrong for five.",
            each(NormalizerChecks::integratesToOneBeyondThePlane),
            "4.3",
            "5.2",
            "5.3")
        .rule(
            "4.5",
            REQUIRED,
            "The frozen density MUST be the same at every call, even if the parameters change.",
            "A result must not change while it is being computed, or because training continues.",
            each(DistributionChecks::staysAsItIs),
            "4.1",
            "3.8")
        .rule(
            "4.6",
            REQUIRED,
            "The frozen `logProb` MUST be finite at |z_j| = 1000, and for d = 512.",
            "One infinite value makes the average over a data set infinite.",
            each(DistributionChecks::isFiniteFarOut),
            "4.1")
        .rule(
            "4.7",
            REQUIRED,
            "`crossEntropy` of the frozen density, where both are offered, MUST equal the"
                + " `crossEntropy` of the binding.",
            "The reported average KL must be the one that was trained.",
            each(CrossEntropyChecks::frozenClosedFormIsThatOfTheGraph),
            "3.7",
            "4.2")
        .rule(
            "4.8",
            OPTIONAL,
            "A closed-form `crossEntropy` SHOULD be offered both by the binding and by the frozen"
                + " density, or by neither.",
            "If the closed form is known only in one place, there is needless sampling noise in the"
                + " other.",
            each(CrossEntropyChecks::closedFormsArePaired),
            "4.1")
        .rule(
            "4.9",
            REQUIRED,
            "`crossEntropy` of the frozen density, where it is offered, MUST be -E_q[log p(z)] with"
                + " the same p as its `logProb`.",
            "The average KL is computed from `crossEntropy`, the marginal KL from `logProb`.",
            each(CrossEntropyChecks::frozenClosedFormIsThatOfTheDensity),
            "4.2",
            "4.7")
        .rule(
            "4.10",
            REQUIRED,
            "`maximumLikelihood` of a `ClosedFormFit` MUST give a finite value of each parameter,"
                + " and of nothing else, at which the expectation of `logProb` under codes with"
                + " these moments is largest.",
            "`elbo gap` uses it instead of gradient descent, without a further check.",
            each(FitChecks::maximumLikelihood),
            "3.6",
            "4.2")
        .rule(
            "4.11",
            REQUIRED,
            "`bestGaussian` of a `GaussianMember` MUST give a finite value of each parameter, and"
                + " of nothing else, with which the prior is a Gaussian that fits at least as well"
                + " as those it gives for other moments.",
            "A fit that ends worse than this Gaussian is declared failed, so the prior must be able"
                + " to reach it.",
            each(FitChecks::bestGaussian),
            "4.2")
        .rule(
            "4.12",
            REQUIRED,
            "A start of `AlternativeStarts` MUST declare the same parameters and states, and with"
                + " the same values of them MUST have the same density.",
            "`elbo gap` keeps the best of the fits from all starts as the fit of the prior.",
            each(StartChecks::sameFamily),
            "4.2")
        .rule(
            "4.13",
            STOCHASTIC,
            "`freeze` of a density with a `logNormalizerError` MUST estimate the normaliser from the"
                + " stream that it is given, and estimates from other streams MUST NOT differ by"
                + " more than that error explains.",
            "A prior whose normaliser is always estimated from the same samples learns to fit them:"
                + " its density was 1 nat too high once, with an error that said nothing of it.",
            each(NormalizerChecks::statedErrorIsThatOfTheEstimates),
            "4.3");
  }

  private static void sampling(RuleBook<Prior> book) {
    book.group(Group.SAMPLING)
        .rule(
            "5.1",
            REQUIRED,
            "`sample(n, random)` MUST give `[n, d]` finite values.",
            "Samples are passed directly to estimators and decoders.",
            each(SamplingChecks::haveTheirShape),
            "4.1")
        .rule(
            "5.2",
            STOCHASTIC,
            "Samples MUST fit `logProb` on the line.",
            "The samples must have the spread, the weights and the tails of the density.",
            eachConfiguration(prior -> SamplingChecks.fitLogProb(prior, 1)),
            "4.3",
            "5.1")
        .rule(
            "5.3",
            STOCHASTIC,
            "Samples MUST fit `logProb` in the plane; those of a trained prior in all its dimensions.",
            "A dependence between dimensions that only one of the two has is invisible on a line.",
            eachConfiguration(prior -> SamplingChecks.fitLogProb(prior, 2)),
            "5.2");
  }

  private static void reproducibility(RuleBook<Prior> book) {
    book.group(Group.REPRODUCIBILITY)
        .rule(
            "6.1",
            REQUIRED,
            "Bound with the same stream, a prior MUST start with the same bits.",
            "A run is determined by its seed; a global generator is shared with other code.",
            each(prior -> ReproducibilityChecks.sameSeedSameStart(Specimen.prior(prior))),
            "3.1",
            "3.8")
        .rule(
            "6.2",
            REQUIRED,
            "The same stream MUST give the same samples, and another stream other samples.",
            "Randomness is an argument.",
            each(ReproducibilityChecks::sameSeedSameSamples),
            "5.1")
        .rule(
            "6.3",
            REQUIRED,
            "A prior rebuilt from saved parameters MUST have the same density, bit for bit.",
            "State kept outside the parameters is lost when a run is resumed or reported.",
            each(ReproducibilityChecks::densitySurvivesSaving),
            "4.1",
            "6.1");
  }
}
