package org.elbosurgery.framework.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.NewFolder;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.Safetensors;
import org.elbosurgery.framework.onnx.OnnxModel;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A finished run as files for other programs. */
public final class RunExport {

  /** The file of all parameters. */
  private static final String WEIGHTS = "weights.safetensors";

  /** The file of samples from the prior. */
  public static final String SAMPLES = "samples.npz";

  /** The names of the {@link #networks}. */
  public static final List<String> NETWORKS = List.of("encoder", "decoder", "likelihood");

  /** The files of a run that NumPy and any reader of JSON or CSV read as they are. */
  private static final Pattern READABLE =
      Pattern.compile("(codes|points)(-test)?\\.npz|prior\\.npz|result\\.json|terms\\.csv");

  /** Codes that are decoded at a time. */
  private static final int BATCH = 500;

  private final FinishedRun run;
  private final TrainedModel model;
  private final EvaluationGraph graph;

  RunExport(FinishedRun run, TrainedModel model) {
    this.run = run;
    this.model = model;
    this.graph = model.graph();
  }

  /** Returns the run. */
  public FinishedRun run() {
    return run;
  }

  /** Returns the model of the run. */
  public TrainedModel model() {
    return model;
  }

  /**
   * Returns all parameters, states and constants as a {@code .safetensors} file, under their full
   * names and in their own orientation: a fully connected layer is x W + b, with {@code W-NAME [in,
   * out]} and {@code b-NAME [1, out]}. The texts beside them are the options of the run.
   */
  public Content weights() {
    Parameters parameters = model.parameters();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    parameters.arrays().forEach((name, values) -> arrays.put(name, array(values)));
    parameters.states().forEach((name, values) -> arrays.put(name, array(values)));
    parameters.constants().forEach((name, values) -> arrays.put(name, array(values)));
    return Safetensors.content(arrays, run.spec().values());
  }

  private static NpyArray array(INDArray values) {
    int[] shape = new int[values.rank()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = Math.toIntExact(values.size(axis));
    }
    return switch (values.dataType()) {
      case FLOAT -> NpyArray.of(values.dup('c').data().asFloat(), shape);
      case INT, LONG -> NpyArray.of(values.dup('c').data().asLong(), shape);
      default -> NpyArray.of(values.dup('c').data().asDouble(), shape);
    };
  }

  /**
   * Returns the networks as ONNX models: {@code encoder}, from x to mean and log-variance, {@code
   * decoder}, from z to E[x|z], and {@code likelihood}, from x and z to log p(x|z).
   *
   * @throws ElboException USER if some have operations that are not translated, naming all of them
   */
  public Map<String, OnnxModel> networks() {
    Problems problems = Problems.user();
    Checked<OnnxModel> encoder = problems.attempt(graph::encoderAsOnnx);
    Checked<OnnxModel> decoder = problems.attempt(graph::decoderAsOnnx);
    Checked<OnnxModel> likelihood = problems.attempt(graph::likelihoodAsOnnx);
    problems.requireNone();
    Map<String, OnnxModel> networks = new LinkedHashMap<>();
    networks.put(NETWORKS.get(0), encoder.value());
    networks.put(NETWORKS.get(1), decoder.value());
    networks.put(NETWORKS.get(2), likelihood.value());
    return networks;
  }

  /**
   * Draws samples of the prior, a {@code .npz} file with {@code z [S, d]} and {@code mean [S, D]},
   * E[x|z], in single precision.
   *
   * @param options with at least one sample
   * @throws ElboException USER if they do not fit in memory
   * @throws CancellationException if this thread is interrupted
   */
  public Content samples(ExportOptions options) {
    int count = options.samples();
    int width = model.experiment().model().dataSize();
    String what = "the export of %d samples of %d values".formatted(count, width);
    HeapSpace.require(what, (long) Float.BYTES * count * width);
    HeapSpace.requireWork(
        what,
        count
            * (2L * Float.BYTES * width
                + 4L * Double.BYTES * model.experiment().model().latentSize()));
    Distribution prior = graph.prior();
    INDArray z =
        prior
            .sample(count, RandomStream.of(options.seed()).named("export"))
            .castTo(graph.dataType());
    float[] means = new float[count * width];
    for (int from = 0; from < count; from += BATCH) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the export was interrupted");
      }
      int to = Math.min(count, from + BATCH);
      INDArray batch = z.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
      float[] decoded = graph.mean(batch).data().asFloat();
      System.arraycopy(decoded, 0, means, from * width, decoded.length);
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("z", array(z.castTo(DataType.FLOAT)));
    arrays.put("mean", NpyArray.of(means, count, width));
    return Npz.content(arrays);
  }

  /**
   * Writes everything into a new folder, all of it or nothing: {@value #WEIGHTS}, the networks as
   * {@code NAME.onnx}, {@value #SAMPLES} unless there are to be none, and the files of the run that
   * others read, as they are.
   *
   * @param folder new or empty
   * @return what was left out, a sentence each: networks that are not translated to ONNX
   * @throws ElboException USER if the folder is used or cannot be written, a file of the run is
   *     damaged, or the samples do not fit in memory
   * @throws CancellationException if this thread is interrupted
   */
  public List<String> write(Path folder, ExportOptions options) {
    Map<String, Content> files = new LinkedHashMap<>();
    files.put(WEIGHTS, weights());
    List<String> leftOut = new ArrayList<>();
    try {
      networks().forEach((name, model) -> files.put(name + ".onnx", model));
    } catch (ElboException e) {
      leftOut.addAll(e.problems());
    }
    if (options.samples() > 0) {
      files.put(SAMPLES, samples(options));
    }
    files.putAll(readable());
    NewFolder.fill(folder, files);
    return leftOut;
  }

  private Map<String, Content> readable() {
    Map<String, Content> files = new LinkedHashMap<>();
    CheckedFolder folder = run.folder().files();
    for (String name : folder.names()) {
      if (READABLE.matcher(name).matches()) {
        folder.find(name).ifPresent(path -> files.put(name, RegularFile.content(path)));
      }
    }
    return files;
  }
}
