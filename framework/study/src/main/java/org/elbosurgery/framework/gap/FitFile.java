package org.elbosurgery.framework.gap;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.gap.FittedPrior.End;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.training.ParameterArrays;

/**
 * The fit of a prior as a {@code .npz} file: its parameters and states, {@code steps} (the number
 * of steps, the best step, and whether the fit ended because nothing was gained), and the held-out
 * {@code cross_entropies} at the start and at the best step.
 */
public final class FitFile {

  private static final String PARAMETERS = "parameters/";
  private static final String STATES = "states/";
  private static final String COUNTS = "steps";
  private static final String CROSS_ENTROPIES = "cross_entropies";

  private FitFile() {}

  /** The content of a file; see {@link FittedPrior}. */
  public record Stored(
      Parameters parameters,
      int steps,
      int bestStep,
      double initialCrossEntropy,
      double bestCrossEntropy,
      End end) {}

  /** Returns the content of a file with a fit that took steps. */
  static Content content(FittedPrior fit) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(
        COUNTS,
        NpyArray.of(new long[] {fit.steps(), fit.bestStep(), fit.end() == End.NO_GAIN ? 1 : 0}, 3));
    arrays.put(
        CROSS_ENTROPIES,
        NpyArray.of(new double[] {fit.initialCrossEntropy(), fit.bestCrossEntropy()}, 2));
    ParameterArrays.put(arrays, PARAMETERS, fit.parameters().arrays());
    ParameterArrays.put(arrays, STATES, fit.parameters().states());
    return Npz.content(arrays);
  }

  /**
   * Reads a fit.
   *
   * @throws ElboException USER if the file cannot be read, or is not a fit
   */
  public static Stored read(Path file) {
    NamedArrays arrays = NamedArrays.read(file);
    try {
      int[] counts = arrays.counts(COUNTS, 3);
      double[] crossEntropies = arrays.doubles(CROSS_ENTROPIES, 2);
      return new Stored(
          new Parameters(
              ParameterArrays.values(arrays, PARAMETERS),
              Map.of(),
              ParameterArrays.values(arrays, STATES)),
          counts[0],
          counts[1],
          crossEntropies[0],
          crossEntropies[1],
          counts[2] == 1 ? End.NO_GAIN : End.STEPS);
    } catch (IllegalArgumentException e) {
      throw damaged(file);
    }
  }

  /** Returns an exception that says that a file is damaged. */
  static ElboException damaged(Path file) {
    return ElboException.user(
        file + " is damaged: it is not a fit of this prior; delete it to fit the prior again");
  }
}
