package org.elbosurgery.framework.contract;

import static org.elbosurgery.framework.contract.Check.each;
import static org.elbosurgery.framework.contract.Strength.REQUIRED;
import static org.elbosurgery.framework.contract.Strength.STOCHASTIC;

import java.util.List;
import org.elbosurgery.api.Decoder;

/** The contract of decoders. */
final class DecoderRules {

  private DecoderRules() {}

  static List<CheckedRule<Decoder>> all() {
    RuleBook<Decoder> book = PluginRules.begin(DecoderChecks::works);
    graph(book);
    density(book);
    sampling(book);
    reproducibility(book);
    return book.rules();
  }

  private static void graph(RuleBook<Decoder> book) {
    book.group(Group.GRAPH)
        .rule(
            "3.1",
            REQUIRED,
            "`logProb` MUST give `[n]` and `mean` `[n, D]`, for any n, D and d, 1 included.",
            "Each row is one event; a sum over rows, or a value per pixel, would train without an"
                + " error.",
            each(decoder -> FormulaChecks.shapes(Specimen.decoder(decoder))),
            "1.2")
        .rule(
            "3.2",
            REQUIRED,
            "One row alone MUST have the log-likelihood and the mean that it has in a batch.",
            "The reconstruction of a data point must not depend on other points.",
            each(decoder -> FormulaChecks.oneRowAlone(Specimen.decoder(decoder))),
            "3.1",
            "3.7")
        .rule(
            "3.3",
            REQUIRED,
            "Two bindings in one graph, and two calls of a method, MUST NOT clash.",
            "The framework calls a formula as often as it needs; names belong to the scope.",
            each(decoder -> FormulaChecks.bindingsDoNotClash(Specimen.decoder(decoder))),
            "3.1",
            "3.7")
        .rule(
            "3.4",
            REQUIRED,
            "The gradients of `logProb` and `mean` by z MUST agree with central differences in"
                + " double precision.",
            "The encoder learns through it.",
            each(decoder -> FormulaChecks.gradientsByArgument(Specimen.decoder(decoder))),
            "3.2")
        .rule(
            "3.5",
            REQUIRED,
            "The gradient of `logProb` by every parameter MUST agree with central differences in"
                + " double precision.",
            "Some of ND4J's operations have wrong gradients, with which the loss may still"
                + " decrease.",
            each(decoder -> FormulaChecks.gradientsByParameter(Specimen.decoder(decoder))),
            "3.2")
        .rule(
            "3.6",
            REQUIRED,
            "`logProb` and `mean` MUST be finite in single precision at |z_j| = 1000, and for"
                + " d = 512.",
            "The logarithm of a probability that is rounded to 0 is minus infinity.",
            each(DecoderChecks::isFiniteFarOut),
            "3.1")
        .rule(
            "3.7",
            REQUIRED,
            "`logProb` and `mean` MUST give the same bits when they are evaluated again with the"
                + " same arguments.",
            "With random numbers drawn in a formula, two runs with the same seed differ.",
            each(decoder -> FormulaChecks.sameValueTwice(Specimen.decoder(decoder))),
            "3.1");
  }

  private static void density(RuleBook<Decoder> book) {
    book.group(Group.DENSITY)
        .rule(
            "4.1",
            REQUIRED,
            "exp(logProb) of one value MUST integrate to 1 over `support()`, or sum to 1 over its"
                + " points if it is discrete.",
            "An omitted constant shifts every reconstruction and every ELBO.",
            each(DecoderChecks::isNormalised),
            "3.2")
        .rule(
            "4.2",
            REQUIRED,
            "`mean` MUST lie in the range of `support()`, whatever z is.",
            "A reconstruction must be a possible row, or lie between possible rows.",
            each(DecoderChecks::meanIsPossible),
            "3.1")
        .rule(
            "4.3",
            REQUIRED,
            "`mean` MUST be the mean of the distribution that `logProb` gives.",
            "Otherwise the pictures in a report do not show the model that is reported.",
            each(DecoderChecks::meanIsThatOfLogProb),
            "4.1",
            "4.2");
  }

  private static void sampling(RuleBook<Decoder> book) {
    book.group(Group.SAMPLING)
        .rule(
            "5.1",
            REQUIRED,
            "The sampler, where it is offered, MUST give `[n, D]` values of `support()`.",
            "Samples are passed to the encoder and to `logProb` as data.",
            each(DataSamplerChecks::areData),
            "3.1")
        .rule(
            "5.2",
            STOCHASTIC,
            "Samples of one value MUST follow `logProb` of their own code.",
            "log p(x) is bounded from above with data that the model made, and the bound holds for"
                + " data of no other model.",
            each(DataSamplerChecks::followLogProb),
            "4.3",
            "5.1")
        .rule(
            "5.3",
            STOCHASTIC,
            "Samples of a row MUST have the `mean` of their own code, value by value.",
            "That values change places is invisible where there is only one.",
            each(DataSamplerChecks::haveTheirMean),
            "5.2");
  }

  private static void reproducibility(RuleBook<Decoder> book) {
    book.group(Group.REPRODUCIBILITY)
        .rule(
            "6.1",
            REQUIRED,
            "Bound with the same stream, a decoder MUST start with the same bits.",
            "A run is determined by its seed; a global generator is shared with other code.",
            each(decoder -> ReproducibilityChecks.sameSeedSameStart(Specimen.decoder(decoder))),
            "3.1",
            "3.7")
        .rule(
            "6.2",
            REQUIRED,
            "The same stream MUST give the same data, and another stream other data unless the code"
                + " makes them certain.",
            "Randomness is an argument.",
            each(DataSamplerChecks::dependOnTheStream),
            "5.1")
        .rule(
            "6.3",
            REQUIRED,
            "A decoder rebuilt from saved parameters MUST give the same values, bit for bit.",
            "State kept outside the parameters is lost when a run is resumed or reported.",
            each(decoder -> ReproducibilityChecks.survivesSaving(Specimen.decoder(decoder))),
            "3.1",
            "6.1");
  }
}
