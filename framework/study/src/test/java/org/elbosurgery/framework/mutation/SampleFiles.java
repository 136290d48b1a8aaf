package org.elbosurgery.framework.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.codes.CodesSums;
import org.elbosurgery.framework.estimators.KeptComparisons;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.export.ResultsExport;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.kernel.MixingSums;
import org.elbosurgery.framework.likelihood.KeptLikelihoods;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.Safetensors;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.surgery.PartialSums;

/** Writes folders with valid files of every kind that is read. */
final class SampleFiles {

  /** Files that NumPy wrote, from the folder of this module, where its tests run. */
  private static final Path NUMPYS =
      Path.of("../base/src/fixtures/resources/org/elbosurgery/framework/npy");

  private static final Map<String, Object> VERSIONS =
      Map.of("elbo", "0", "nd4j", "0", "java", "17", "platform", "any");

  private SampleFiles() {}

  static void run(Path folder) {
    MadeUpRuns.write(folder, MadeUpRuns.options("gaussian", 2, 1), 0.5, 1, 2, 3, 2);
  }

  /** Leaves the results of a run alone in the folder {@code alone}. */
  static void alone(Path folder) {
    Path whole = folder.resolve("whole");
    run(whole);
    KeptLikelihoods.write(whole, 0.25, -14, -16);
    ResultsExport.write(whole, folder.resolve("alone"));
  }

  static void estimators(Path folder) {
    run(folder);
    KeptComparisons.write(folder, 1, 2, "knn", 3.5);
  }

  static void write(Path file, byte[] bytes) {
    AtomicFile.write(file, out -> out.write(bytes));
  }

  static void labels(Path folder) {
    table(folder);
    write(folder.resolve("labels"), ByteBuffer.allocate(11).putInt(2049).putInt(3).array());
  }

  static void npy(Path folder) {
    AtomicFile.write(folder.resolve("x.npy"), NpyArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
  }

  static void modelCodes(Path folder) {
    try {
      Files.copy(NUMPYS.resolve("other_names.npz"), folder.resolve("model.npz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void stored(Path folder) {
    AtomicFile.write(folder.resolve("stored.npy"), NpyArray.of(new float[4], 2, 2));
  }

  static void part(Path folder) {
    PosteriorsFile.write(
        folder.resolve("part-00000.npz"),
        new Posteriors(2, 2, new float[] {1, 2, 3, 4}, new float[4]));
  }

  static void arrays(Path folder) {
    AtomicFile.write(folder.resolve("mean.npy"), NpyArray.of(new float[] {1, 2, 3, 4}, 2, 2));
    AtomicFile.write(folder.resolve("log_var.npy"), NpyArray.of(new float[4], 2, 2));
  }

  static void somePoints(Path folder) {
    double[] values = {1, 2, 3};
    PointsFile.write(
        folder.resolve("some.npz"),
        new PointTerms(values, new PointValues(new int[] {0, 2, 5}, values, values, values)));
  }

  static void full(Path folder) {
    PriorFile.write(
        folder.resolve("full.npz"),
        new FullCovarianceGaussian(new double[] {1, 2}, new double[] {1, 0.5, 0, 2}));
  }

  static void data(Path folder) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("train", NpyArray.of(new float[12], 3, 2, 2));
    arrays.put("test", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4));
    Npz.write(folder.resolve("data.npz"), arrays);
  }

  static void tensors(Path folder) {
    AtomicFile.write(
        folder.resolve("data.safetensors"),
        Safetensors.content(
            Map.of("train", NpyArray.of(new float[12], 3, 4)), Map.of("format", "pt")));
  }

  static void sums(Path folder) {
    double[] values = {1, 0.5, -2};
    Share share = new Share(1, 2);
    List<MixingSums> sums = List.of(new MixingSums(values, new double[3]));
    PartialSums train = new PartialSums(share, 1000, "scalar", sums);
    AtomicFile.write(
        folder.resolve("sums.safetensors"),
        new CodesSums("abc", 1, "1.0", Map.of(Split.TRAIN, train)).content());
  }

  static void table(Path folder) {
    AtomicFile.write(folder.resolve("data.npy"), NpyArray.of(new float[12], 3, 4));
  }

  static String comparison() {
    Map<String, String> options =
        new LinkedHashMap<>(ExperimentSpec.create(MadeUpRuns.options("gaussian", 2, 1)).values());
    options.remove("prior");
    return Json.text(
        Map.of("options", options, "priors", List.of("gaussian", "vamp"), "versions", VERSIONS));
  }

  static String sweep() {
    Map<String, String> options =
        ExperimentSpec.create(MadeUpRuns.options("gaussian", 2, 1)).values();
    return Json.text(
        Map.of(
            "options",
            Map.of("prior", List.of("gaussian"), "latent", List.of("2")),
            "cells",
            List.of(
                Map.of(
                    "label",
                    "the only cell",
                    "run",
                    "cells/gaussian",
                    "steps",
                    100,
                    "dataSha256",
                    "d1".repeat(32),
                    "options",
                    options)),
            "versions",
            VERSIONS));
  }

  static void likelihood(Path folder) {
    run(folder);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("samples", NpyArray.of(new long[] {1, 2}, 2));
    arrays.put("bounds", NpyArray.of(new double[] {-5, -4, -7, -6}, 2, 2));
    arrays.put("sampling_variances", NpyArray.of(new double[] {1, 0.5, 1, 0.5}, 2, 2));
    arrays.put("effective_sample_sizes", NpyArray.of(new double[] {1.5, 2}, 2));
    arrays.put("indices", NpyArray.of(new long[] {0, 1}, 2));
    arrays.put("split", NpyArray.of(new long[] {0}));
    putOrigin(arrays);
    Npz.write(folder.resolve("likelihood-train-2.npz"), arrays);
    Map<String, Object> bound =
        Map.of("samples", 2, "mean", -5, "standardError", 0.5, "populationError", 1);
    Map<String, Object> json =
        Map.of("split", "train", "n", 2, "bound", bound, "rowsSha256", "d1".repeat(32));
    write(
        folder.resolve("likelihood-train-2.json"),
        Json.text(json).getBytes(StandardCharsets.UTF_8));
  }

  private static void putOrigin(Map<String, NpyArray> arrays) {
    arrays.put("checkpoint_sha256", NpyArray.of(new long[32], 32));
    arrays.put("seed", NpyArray.of(new long[] {1}));
    arrays.put("estimator", NpyArray.of(new long[] {1}));
  }

  /** Writes chains of equal weights, so that the bounds are -5 and -7, -4 and -6. */
  static void annealing(Path folder) {
    run(folder);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("log_weights", NpyArray.of(new double[] {-5, -5, -7, -7}, 2, 2));
    arrays.put("reverse_log_weights", NpyArray.of(new double[] {4, 4, 6, 6}, 2, 2));
    arrays.put("acceptance", NpyArray.of(new double[] {0.5, 1}, 2));
    arrays.put("step_sizes", NpyArray.of(new double[] {0.25, 0.5}, 2));
    putOrigin(arrays);
    String name = "likelihood-ais-simulated-3x2-prior";
    Npz.write(folder.resolve(name + ".npz"), arrays);
    Map<String, Object> json =
        Map.of(
            "n", 2,
            "lower", Map.of("mean", -6),
            "upper", Map.of("mean", -5),
            "rowsSha256", "d1".repeat(32));
    write(folder.resolve(name + ".json"), Json.text(json).getBytes(StandardCharsets.UTF_8));
  }

  static void fit(Path folder) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("steps", NpyArray.of(new long[] {20, 15, 1}, 3));
    arrays.put("cross_entropies", NpyArray.of(new double[] {3, 2.5}, 2));
    arrays.put("gradient_norms", NpyArray.of(new double[] {2, 0.5}, 2));
    arrays.put("start", NpyArray.of(new long[] {1}, 1));
    arrays.put("starts", NpyArray.of(new double[] {2.75, 2.5}, 2));
    arrays.put("parameters/prior/mean", NpyArray.of(new float[] {1, 2}, 2));
    Npz.write(folder.resolve("fit-vamp-00000000.npz"), arrays);
  }

  static void checkpoint(Path folder) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("parameters/prior/mean", NpyArray.of(new float[] {1, 2}, 2));
    arrays.put("optimizer/state", NpyArray.of(new float[4], 2, 2));
    arrays.put("progress/counts", NpyArray.of(new long[] {1, 0, 2, 0}, 4));
    arrays.put("progress/sums", NpyArray.of(new double[3], 3));
    arrays.put("progress/metrics", NpyArray.of(new double[] {1, -10, 1, -11, 1}, 1, 5));
    CheckedFolder.create(folder).write("checkpoint/step-00000002.npz", Npz.content(arrays));
  }
}
