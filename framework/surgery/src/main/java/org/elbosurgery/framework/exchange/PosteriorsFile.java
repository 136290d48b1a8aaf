package org.elbosurgery.framework.exchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.PosteriorRows;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.kernel.PartSizes;
import org.elbosurgery.framework.npy.DType;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyContent;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.NumpyArrays;
import org.elbosurgery.framework.npy.StoredArray;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@code .npz} file of posteriors: {@code mean} and {@code log_var}, the means and natural
 * logarithms of the variances of q(z|x_n), {@code [N, d]}, which are also read as {@code mu} and
 * {@code logvar}; and {@code indices}, the number of each row's data point, {@code [N]}, which is
 * not needed for reading.
 */
public final class PosteriorsFile {

  private static final String MEAN = "mean";
  private static final String LOG_VARIANCE = "log_var";

  /** Memory per data point: places, constants and keys, or the four terms and their copies. */
  private static final long BYTES_OF_POINT = 72;

  private PosteriorsFile() {}

  /**
   * Writes posteriors atomically: means and log-variances as float32 or float64, in the precision
   * of the posteriors, and indices as int64.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be written
   */
  public static void write(Path file, Posteriors posteriors) {
    AtomicFile.write(file, content(posteriors));
  }

  /** Returns the content of a file with posteriors, in the types that {@link #write} uses. */
  public static Content content(Posteriors posteriors) {
    return content(posteriors, Optional.empty());
  }

  /**
   * Returns the same content with the class of each row as {@code labels}, whole numbers as int64
   * or text, if it is known.
   */
  public static Content content(Posteriors posteriors, Optional<WordArray> labels) {
    return content(posteriors, LongStream.range(0, posteriors.size()).toArray(), labels);
  }

  /**
   * Returns the same content of some rows.
   *
   * @param rows their numbers, which are written as indices
   */
  public static Content content(Posteriors posteriors, int[] rows, Optional<WordArray> labels) {
    return content(
        posteriors.rows(rows),
        IntStream.of(rows).asLongStream().toArray(),
        labels.map(words -> words.rows(rows)));
  }

  private static Content content(
      Posteriors posteriors, long[] indices, Optional<WordArray> labels) {
    Map<String, NpyContent> arrays = new LinkedHashMap<>();
    arrays.put(MEAN, array(posteriors.means()));
    arrays.put(LOG_VARIANCE, array(posteriors.logVariances()));
    arrays.put("indices", NpyArray.of(indices, indices.length));
    labels.ifPresent(words -> arrays.put(ModelCodesFile.LABELS, words));
    return Npz.content(arrays);
  }

  private static NpyArray array(INDArray matrix) {
    int[] shape = {matrix.rows(), matrix.columns()};
    return matrix.dataType() == DataType.DOUBLE
        ? NpyArray.of(matrix.data().asDouble(), shape)
        : NpyArray.of(matrix.data().asFloat(), shape);
  }

  /**
   * Reads posteriors, floating-point or integer, in double precision unless single precision
   * represents their types exactly; other arrays in the file are ignored.
   *
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, an array is missing,
   *     the shapes differ or are not {@code [N, d]}, or a value is not finite
   */
  public static Posteriors read(Path file) {
    Residence residence = Residence.of(List.of(file));
    Posteriors posteriors = read(file, Npz.names(file), "", residence);
    return residence == Residence.FILE ? Residence.settled(file, posteriors) : posteriors;
  }

  /**
   * Reads the class of each row.
   *
   * @return empty if the file has no {@code labels}
   * @throws org.elbosurgery.api.ElboException USER if the file cannot be read, or they are neither
   *     whole numbers nor text
   */
  public static Optional<WordArray> labels(Path file) {
    return Npz.words(file, ModelCodesFile.LABELS);
  }

  /**
   * Reads posteriors from arrays whose names have a prefix.
   *
   * @param file the file, or a folder with a {@code .npy} file for each array
   * @param there the names of all arrays in the file
   * @param residence where large posteriors are to stay
   * @throws org.elbosurgery.api.ElboException USER as in {@link #read(Path)}
   */
  static Posteriors read(Path file, Set<String> there, String prefix, Residence residence) {
    Problems problems = Problems.user();
    Checked<String> mean = problems.attempt(() -> ArrayNames.MEAN.with(prefix).in(file, there));
    Checked<String> logVariance =
        problems.attempt(() -> ArrayNames.LOG_VARIANCE.with(prefix).in(file, there));
    problems.requireNone();
    return residence == Residence.FILE
        ? stored(file, mean.value(), logVariance.value())
            .orElseGet(() -> inMemory(file, mean.value(), logVariance.value()))
        : inMemory(file, mean.value(), logVariance.value());
  }

  private static Posteriors inMemory(Path file, String mean, String logVariance) {
    NamedArrays arrays = NamedArrays.read(file, mean, logVariance);
    int[] shape = shape(arrays, mean, logVariance);
    boolean single =
        arrays.get(mean).type().fitsSinglePrecision()
            && arrays.get(logVariance).type().fitsSinglePrecision();
    HeapSpace.requireWork(
        "the surgery of %d codes of %d dimensions in %s".formatted(shape[0], shape[1], file),
        surgeryBytes(shape[0], shape[1], single ? Float.BYTES : Double.BYTES));
    try {
      return single
          ? new Posteriors(
              shape[0], shape[1], arrays.take(mean).floats(), arrays.take(logVariance).floats())
          : new Posteriors(
              shape[0], shape[1], arrays.take(mean).doubles(), arrays.take(logVariance).doubles());
    } catch (IllegalArgumentException e) {
      throw arrays.values(e);
    }
  }

  /**
   * Leaves posteriors in their file; empty if they cannot stay there, or are no two such arrays.
   */
  private static Optional<Posteriors> stored(Path file, String mean, String logVariance) {
    Optional<StoredArray> means = NumpyArrays.stored(file, mean);
    Optional<StoredArray> logVariances = NumpyArrays.stored(file, logVariance);
    boolean fit =
        means.isPresent()
            && logVariances.isPresent()
            && means.get().type() != DType.BOOL
            && logVariances.get().type() != DType.BOOL
            && means.get().shape().size() == 2
            && !means.get().shape().contains(0)
            && means.get().shape().equals(logVariances.get().shape());
    if (!fit) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Posteriors(new StoredCodes(means.get(), logVariances.get())));
    } catch (IllegalArgumentException e) {
      throw ElboException.user(file + ": " + e.getMessage(), e);
    }
  }

  private static int[] shape(NamedArrays arrays, String mean, String logVariance) {
    NpyArray means = arrays.get(mean);
    if (means.rank() != 2 || !Arrays.equals(means.shape(), arrays.get(logVariance).shape())) {
      String advice =
          means.rank() == 2
              ? ": in NumPy, %2$s = numpy.broadcast_to(%2$s, %1$s.shape)"
                  .formatted(mean, logVariance)
              : "";
      throw arrays.shapes("both [N, d] with the same N and d" + advice, mean, logVariance);
    }
    return means.shape();
  }

  /**
   * Returns the peak memory of a surgery of posteriors in memory: that of copying the posteriors,
   * or that of the posteriors, their components in single precision (two numbers per value, and one
   * more while they are sorted; of a part of them, if they are many) and the values per data point.
   */
  static long surgeryBytes(long n, long d, long bytesOfValue) {
    long copying = 4 * bytesOfValue * n * d;
    long components = n * d <= PartSizes.ONE ? 3 * Float.BYTES * n * d : PartSizes.bytes();
    return Math.max(copying, 2 * bytesOfValue * n * d + components) + n * BYTES_OF_POINT;
  }

  /** Returns the peak memory of a surgery of posteriors that stay in files. */
  static long surgeryBytes(PosteriorRows stored) {
    return PartSizes.bytes() + stored.size() * BYTES_OF_POINT;
  }
}
