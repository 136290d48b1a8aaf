package org.elbosurgery.framework.contract;

import static org.elbosurgery.framework.contract.Check.each;
import static org.elbosurgery.framework.contract.Strength.REQUIRED;

import java.util.List;
import org.elbosurgery.api.Encoder;

/** The contract of encoders. */
final class EncoderRules {

  private EncoderRules() {}

  static List<CheckedRule<Encoder>> all() {
    RuleBook<Encoder> book = PluginRules.begin(EncoderChecks::works);
    graph(book);
    reproducibility(book);
    return book.rules();
  }

  private static void graph(RuleBook<Encoder> book) {
    book.group(Group.GRAPH)
        .rule(
            "3.1",
            REQUIRED,
            "`encode` MUST map `[n, D]` to a mean and a log-variance of `[n, d]` each, for any n, D"
                + " and d, 1 included.",
            "The last batch of an epoch may have one row; a latent space may have one dimension.",
            each(EncoderChecks::shapes),
            "1.2")
        .rule(
            "3.2",
            REQUIRED,
            "One row alone MUST have the posterior that it has in a batch.",
            "q(z|x) is a function of one x; with normalisation over a batch there is no aggregate"
                + " posterior.",
            each(encoder -> FormulaChecks.oneRowAlone(Specimen.encoder(encoder))),
            "3.1",
            "3.8")
        .rule(
            "3.3",
            REQUIRED,
            "`encode` MUST use the same parameters at every call, all declared by `bind`.",
            "A VampPrior encodes its pseudo-inputs by the weights that encode the data.",
            each(EncoderChecks::sharesItsWeights),
            "3.1",
            "3.8")
        .rule(
            "3.4",
            REQUIRED,
            "Two bindings in one graph MUST NOT clash.",
            "Names belong to the scope; state that a binding keeps elsewhere is overwritten by"
                + " another binding.",
            each(encoder -> FormulaChecks.bindingsDoNotClash(Specimen.encoder(encoder))),
            "3.3")
        .rule(
            "3.5",
            REQUIRED,
            "The gradient of `encode` by x MUST agree with central differences in double"
                + " precision.",
            "Pseudo-inputs are learned through it.",
            each(encoder -> FormulaChecks.gradientsByArgument(Specimen.encoder(encoder))),
            "3.2")
        .rule(
            "3.6",
            REQUIRED,
            "The gradient of `encode` by every parameter MUST agree with central differences in"
                + " double precision.",
            "Some of ND4J's operations have wrong gradients, with which the loss may still"
                + " decrease.",
            each(encoder -> FormulaChecks.gradientsByParameter(Specimen.encoder(encoder))),
            "3.2",
            "3.3")
        .rule(
            "3.7",
            REQUIRED,
            "`encode` MUST be finite in single precision for data at the ends of their range and of"
                + " size 1000.",
            "Data need not be scaled; one infinite code makes every average infinite.",
            each(EncoderChecks::isFiniteFarOut),
            "3.1")
        .rule(
            "3.8",
            REQUIRED,
            "`encode` MUST give the same bits when it is evaluated again with the same arguments.",
            "With random numbers drawn in a formula, two runs with the same seed differ.",
            each(encoder -> FormulaChecks.sameValueTwice(Specimen.encoder(encoder))),
            "3.1");
  }

  private static void reproducibility(RuleBook<Encoder> book) {
    book.group(Group.REPRODUCIBILITY)
        .rule(
            "4.1",
            REQUIRED,
            "Bound with the same stream, an encoder MUST start with the same bits.",
            "A run is determined by its seed; a global generator is shared with other code.",
            each(encoder -> ReproducibilityChecks.sameSeedSameStart(Specimen.encoder(encoder))),
            "3.1",
            "3.8")
        .rule(
            "4.2",
            REQUIRED,
            "An encoder rebuilt from saved parameters MUST give the same posteriors, bit for bit.",
            "State kept outside the parameters is lost when a run is resumed or decomposed.",
            each(encoder -> ReproducibilityChecks.survivesSaving(Specimen.encoder(encoder))),
            "3.3",
            "4.1");
  }
}
