package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.comparison.Comparison;
import org.elbosurgery.framework.comparison.PairedDifference;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.gap.RunGap.SplitGap;
import org.elbosurgery.framework.number.NumberText;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * What results say, in sentences. What makes the other numbers meaningless comes first: warnings,
 * codes that say nothing about the data, no gap, and codes of which each says only whose it is. The
 * errors of shares and of differences count the choice of the data, as in {@link GapClosed} and
 * {@link PairedDifference}.
 *
 * @param numbers formats the numbers
 */
public record Verdict(NumberText numbers) {

  /** The standard errors from which on a share can be told from 0. */
  public static final double VISIBLE = 2;

  /**
   * Returns what the result of one run says: the gap, what it is part of, and what a better prior
   * could win on new data.
   *
   * @return sentences; none if the terms are bounds or biased
   */
  public List<String> of(Result result) {
    if (isBound(result.train())) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>(finding(result.train()).stream().toList());
    if (isMeaningful(result.train()) && GapClosed.isGap(result.train().terms().marginalKl())) {
      sentences.add(parts(result.train()));
      if (result.repeatedTestRows().isEmpty()) {
        result.test().filter(Verdict::isMeaningful).map(this::onNewData).ifPresent(sentences::add);
      }
      sentences.add("elbo gap says how much of it each prior closes");
    }
    return sentences;
  }

  /**
   * Returns how much of the standard Gaussian's gap each of several priors closes, on test rows if
   * there are any.
   *
   * @return sentences; none if the terms are bounds or biased, or no run has the standard Gaussian
   */
  public List<String> of(JointGap joint) {
    if (joint.standard().isEmpty() || isBound(joint.standard().get().train())) {
      return List.of();
    }
    Comparison comparison = joint.comparison();
    List<String> sentences = new ArrayList<>();
    for (Result result : comparison.results()) {
      finding(result.train())
          .map(sentence -> comparison.label(result) + ": " + sentence)
          .ifPresent(sentences::add);
    }
    for (Result result : comparison.results()) {
      if (joint.forbidding(result).isEmpty() && !joint.standard().equals(Optional.of(result))) {
        closed(joint, result).ifPresent(sentences::add);
      }
    }
    return sentences;
  }

  private static boolean isBound(Surgery surgery) {
    return surgery.terms().bound() != InformationBound.NONE;
  }

  /** Returns whether the numbers can be believed, and the codes say something about the data. */
  private static boolean isMeaningful(Surgery surgery) {
    return Finding.of(surgery).filter(Finding::forbidsShares).isEmpty();
  }

  /** Returns the sentence that has to come first; empty if nothing is out of the ordinary. */
  private Optional<String> finding(Surgery surgery) {
    Estimate information = surgery.terms().mutualInformation();
    return Finding.of(surgery)
        .map(
            finding ->
                switch (finding) {
                  case WARNED ->
                      "not to be believed: the numbers have warnings, and nothing is said about the gap";
                  case COLLAPSED ->
                      "collapsed: the codes say next to nothing about the data (mutual information %s nats), and no prior changes that; try --warmup, --free-bits or a smaller --beta"
                          .formatted(numbers.of(information));
                  case NO_GAP ->
                      "no gap: the marginal KL, %s nats, is below 0.001 nats or three of its standard errors, too small to be worth another prior"
                          .formatted(numbers.of(surgery.terms().marginalKl()));
                  case SATURATED ->
                      "saturated: the mutual information is %s of log N, so each code says little more than which data point it is of, and the marginal KL depends on N; compare it at the same N only"
                          .formatted(
                              NumberText.percent(
                                  new SplitGap(surgery.size(), information).saturation()));
                });
  }

  private String parts(Surgery surgery) {
    double share = surgery.terms().marginalKl().mean() / surgery.terms().averageKl().mean();
    return "the gap is %s nats, the marginal KL, %s of the average KL: what the best prior for the training rows would win; the other %s are mutual information"
        .formatted(
            numbers.of(surgery.terms().marginalKl()),
            NumberText.percent(share),
            NumberText.percent(1 - share));
  }

  private String onNewData(Surgery test) {
    return "on new data, with this encoder and decoder, a better prior would win at most the marginal KL of the test codes, %s nats"
        .formatted(numbers.of(test.terms().marginalKl()));
  }

  private Optional<String> closed(JointGap joint, Result result) {
    Split split = result.test().isPresent() ? Split.TEST : Split.TRAIN;
    Optional<Estimate> share = joint.gapClosed(result, split);
    Optional<Surgery> standard = joint.standard().flatMap(run -> run.surgery(split));
    Optional<Surgery> own = result.surgery(split);
    if (share.isEmpty() || standard.isEmpty() || own.isEmpty()) {
      return Optional.empty();
    }
    String elbo =
        PairedDifference.of(Term.ELBO, standard.get(), own.get())
            .map(
                difference -> "; its ELBO differs by %s nats".formatted(numbers.signed(difference)))
            .orElse("");
    return Optional.of(
        "%s %s of the standard Gaussian's gap on %s rows (marginal KL %s to %s nats)%s"
            .formatted(
                joint.comparison().label(result),
                verb(share.get()),
                split.label(),
                NumberText.plain(standard.get().terms().marginalKl().mean()),
                NumberText.plain(own.get().terms().marginalKl().mean()),
                elbo));
  }

  private String verb(Estimate share) {
    if (Math.abs(share.mean()) < VISIBLE * share.standardError()) {
      return "closes nothing that can be seen (%s)".formatted(numbers.percent(share));
    }
    return share.mean() < 0
        ? "closes nothing and adds " + numbers.percent(negated(share))
        : "closes " + numbers.percent(share);
  }

  private static Estimate negated(Estimate share) {
    return new Estimate(-share.mean(), share.standardError(), share.samples());
  }
}
