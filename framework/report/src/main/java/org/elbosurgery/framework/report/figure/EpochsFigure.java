package org.elbosurgery.framework.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.experiment.EpochCodes;
import org.elbosurgery.framework.experiment.EpochTerms;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Drawing;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.report.runs.ReportedRun;
import org.elbosurgery.framework.report.runs.Setting;

/**
 * q(z) against p(z) after some epochs of a training and at its end, from the run with the smallest
 * seed: in two dimensions the plane, in more the marginal of one dimension.
 */
public final class EpochsFigure {

  /** The largest number of panels, the last of which is the end. */
  private static final int MOST = 6;

  private EpochsFigure() {}

  /** A model at a moment of its training. */
  record Moment(int epoch, Posteriors posteriors, Distribution prior) {

    String label() {
      return "epoch " + epoch;
    }
  }

  /**
   * Draws the figure of a setting.
   *
   * @param name the end of the figure's name
   * @return empty if its run has kept no codes while it trained, or its prior is not known as
   *     numbers
   * @throws ElboException USER if kept codes are damaged
   */
  public static Optional<Figure> of(String name, Setting setting) {
    if (!(setting.first() instanceof ReportedRun run)) {
      return Optional.empty();
    }
    List<Moment> moments = moments(run);
    if (moments.size() < 2) {
      return Optional.empty();
    }
    boolean isPlane = run.result().train().dimensions() == 2;
    EpochPanels panels = isPlane ? EpochPlanes.of(moments) : EpochMarginals.of(moments);
    return Optional.of(
        Figure.small(
            "epochs-" + name,
            "q(z) and p(z) while training, " + setting.label(),
            panels.note(),
            marginalKls(run, moments),
            panels.drawing()));
  }

  /** What is drawn of the moments. */
  interface EpochPanels {

    /** Returns how to read the panels, in sentences. */
    String note();

    Drawing drawing();
  }

  private static List<Moment> moments(ReportedRun run) {
    Optional<Posteriors> posteriors = run.posteriors();
    if (posteriors.isEmpty() || run.prior().isEmpty()) {
      return List.of();
    }
    int end = run.result().provenance().modelEpoch();
    List<Moment> shown = new ArrayList<>();
    for (int epoch : spread(run.run().codesEpochs().stream().filter(each -> each < end).toList())) {
      EpochCodes codes = run.run().epochCodes(epoch);
      codes.prior().ifPresent(prior -> shown.add(new Moment(epoch, codes.posteriors(), prior)));
    }
    shown.add(new Moment(end, posteriors.get(), run.prior().get()));
    return shown;
  }

  /** Returns as many epochs as there are panels before the last, from the first to the last. */
  private static List<Integer> spread(List<Integer> epochs) {
    int size = Math.min(epochs.size(), MOST - 1);
    return IntStream.range(0, size)
        .mapToObj(i -> epochs.get(size == 1 ? 0 : i * (epochs.size() - 1) / (size - 1)))
        .toList();
  }

  private static String marginalKls(ReportedRun run, List<Moment> moments) {
    Set<Integer> shown = moments.stream().map(Moment::epoch).collect(Collectors.toSet());
    String numbers =
        run.terms().stream()
            .filter(each -> each.split() == Split.TRAIN && shown.contains(each.epoch()))
            .map(EpochsFigure::marginalKl)
            .collect(Collectors.joining(", "));
    return numbers.isEmpty() ? "" : "KL(q(z) || p(z)) on training rows: " + numbers + ".";
  }

  private static String marginalKl(EpochTerms terms) {
    return String.format(
        Locale.ROOT, "%.3f after epoch %d", terms.marginalKl().mean(), terms.epoch());
  }
}
