package org.elbosurgery.framework.codes;

import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What stands in for a model of which only the codes are known: its data are the codes, a row the
 * mean and log-variance of one posterior, and its encoder reads them there. A prior that encodes
 * training rows, as an exemplar prior, is thereby the same as with the model itself; one that
 * encodes anything else is refused.
 */
final class CodesModel {

  /** A mean and a log-variance in single precision, twice while they are copied. */
  private static final long BYTES_OF_VALUE = 4L * Float.BYTES;

  private CodesModel() {}

  /** Returns the model with a prior. */
  static ModelDefinition of(Prior prior, int dimensions) {
    return new ModelDefinition(
        new CodesEncoder(dimensions),
        new NoDecoder(),
        prior,
        2 * dimensions,
        dimensions,
        DataType.FLOAT);
  }

  /**
   * Returns codes as data, {@code [N, 2 d]}, in memory.
   *
   * @throws ElboException USER if they do not fit
   */
  static Rows rows(Posteriors posteriors) {
    int d = posteriors.dimensions();
    HeapSpace.requireWork(
        "fitting priors to %d codes of %d dimensions".formatted(posteriors.size(), d),
        BYTES_OF_VALUE * posteriors.size() * d);
    float[] values = new float[2 * d * posteriors.size()];
    for (int n = 0; n < posteriors.size(); n++) {
      for (int j = 0; j < d; j++) {
        values[2 * d * n + j] = (float) posteriors.mean(n, j);
        values[2 * d * n + d + j] = (float) posteriors.logVariance(n, j);
      }
    }
    return FloatRows.copyOf(2 * d, values);
  }

  /** Takes the two halves of a row. */
  private record CodesEncoder(int dimensions) implements Encoder {

    @Override
    public BoundEncoder bind(GraphScope scope) {
      SDVariable first = scope.constant("mean", half(0));
      SDVariable second = scope.constant("log-variance", half(dimensions));
      return x -> {
        requireRows(x);
        return new Posterior(x.mmul(first), x.mmul(second));
      };
    }

    /** Returns what selects d columns by a product of matrices, which is exact. */
    private INDArray half(int from) {
      float[][] selection = new float[2 * dimensions][dimensions];
      for (int j = 0; j < dimensions; j++) {
        selection[from + j][j] = 1;
      }
      return Nd4j.createFromArray(selection);
    }

    private static void requireRows(SDVariable x) {
      VariableType type = x.getVariableType();
      if (type != VariableType.CONSTANT && type != VariableType.PLACEHOLDER) {
        throw ElboException.user(
            "it encodes rows that are not of the data, for which the model's encoder is needed, and"
                + " of this model there are only codes; take a prior that encodes none, such as"
                + " mixture");
      }
    }
  }

  /** The likelihood, of which nothing is known. */
  private record NoDecoder() implements Decoder {

    @Override
    public Support support() {
      return Support.REAL_LINE;
    }

    @Override
    public BoundDecoder bind(GraphScope scope) {
      return new BoundDecoder() {
        @Override
        public SDVariable logProb(SDVariable x, SDVariable z) {
          return z.sum(1).mul(0);
        }

        @Override
        public SDVariable mean(SDVariable z) {
          throw new UnsupportedOperationException("there is no decoder");
        }
      };
    }
  }
}
