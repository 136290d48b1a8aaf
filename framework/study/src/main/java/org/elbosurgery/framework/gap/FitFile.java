package org.elbosurgery.framework.gap;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.gap.FitCourse.GradientNorms;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyContent;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.training.ParameterArrays;

/**
 * The best fit of a prior as a {@code .npz} file: its parameters and states, {@code steps} (the
 * number of steps, the best step, and whether the fit ended because nothing was gained), the
 * held-out {@code cross_entropies} at the start and at the best step, {@code gradient_norms} there
 * (unless nothing was fitted), the number of its {@code start}, and {@code starts}, the held-out
 * cross-entropy where the fit from each start ended, NaN if it failed.
 */
public final class FitFile {

  private static final String PARAMETERS = "parameters/";
  private static final String STATES = "states/";
  private static final String COUNTS = "steps";
  private static final String CROSS_ENTROPIES = "cross_entropies";
  private static final String GRADIENT_NORMS = "gradient_norms";
  private static final String START = "start";
  private static final String STARTS = "starts";

  private FitFile() {}

  /**
   * The content of a file; see {@link BestFit}.
   *
   * @param ends the cross-entropy of each start; empty if its fit failed
   */
  public record Stored(
      Parameters parameters, FitCourse course, int start, List<OptionalDouble> ends) {}

  /** Returns the content of a file with a fit that took steps. */
  static Content content(BestFit fit) {
    Map<String, NpyContent> arrays = new LinkedHashMap<>();
    put(arrays, fit.prior().course());
    double[] ends =
        fit.starts().stream()
            .mapToDouble(start -> start.crossEntropy().orElse(Double.NaN))
            .toArray();
    arrays.put(START, NpyArray.of(new long[] {fit.start()}, 1));
    arrays.put(STARTS, NpyArray.of(ends, ends.length));
    ParameterArrays.put(arrays, PARAMETERS, fit.prior().parameters().arrays());
    ParameterArrays.put(arrays, STATES, fit.prior().parameters().states());
    return Npz.content(arrays);
  }

  private static void put(Map<String, NpyContent> arrays, FitCourse course) {
    long noGain = course.end() == End.NO_GAIN ? 1 : 0;
    arrays.put(COUNTS, NpyArray.of(new long[] {course.steps(), course.bestStep(), noGain}, 3));
    arrays.put(
        CROSS_ENTROPIES,
        NpyArray.of(new double[] {course.initialCrossEntropy(), course.bestCrossEntropy()}, 2));
    course
        .gradient()
        .ifPresent(
            norms ->
                arrays.put(
                    GRADIENT_NORMS, NpyArray.of(new double[] {norms.initial(), norms.best()}, 2)));
  }

  /**
   * Reads a fit.
   *
   * @throws ElboException USER if the file cannot be read, or is not a fit
   */
  public static Stored read(Path file) {
    NamedArrays arrays = NamedArrays.read(file);
    try {
      Parameters parameters =
          new Parameters(
              ParameterArrays.values(arrays, PARAMETERS),
              Map.of(),
              ParameterArrays.values(arrays, STATES));
      int start = arrays.counts(START, 1)[0];
      double[] ends = arrays.doubles(STARTS, NamedArrays.ANY);
      if (start >= ends.length) {
        throw damaged(file);
      }
      return new Stored(
          parameters, course(arrays), start, Arrays.stream(ends).mapToObj(FitFile::end).toList());
    } catch (IllegalArgumentException e) {
      throw damaged(file);
    }
  }

  private static FitCourse course(NamedArrays arrays) {
    int[] counts = arrays.counts(COUNTS, 3);
    double[] crossEntropies = arrays.doubles(CROSS_ENTROPIES, 2);
    Optional<GradientNorms> gradient = Optional.empty();
    if (arrays.has(GRADIENT_NORMS)) {
      double[] norms = arrays.doubles(GRADIENT_NORMS, 2);
      gradient = Optional.of(new GradientNorms(norms[0], norms[1]));
    }
    return new FitCourse(
        counts[0],
        counts[1],
        crossEntropies[0],
        crossEntropies[1],
        gradient,
        counts[2] == 1 ? End.NO_GAIN : End.STEPS);
  }

  private static OptionalDouble end(double crossEntropy) {
    return DoubleStream.of(crossEntropy).filter(Double::isFinite).findFirst();
  }

  /** Returns an exception that says that a file is damaged. */
  static ElboException damaged(Path file) {
    return ElboException.user(
        file + " is damaged: it is not a fit of this prior; delete it to fit the prior again");
  }
}
