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
import java.util.Optional;
import java.util.function.Consumer;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.annealing.AnnealingFolder;
import org.elbosurgery.framework.codes.CodesFolder;
import org.elbosurgery.framework.codes.CodesSums;
import org.elbosurgery.framework.comparison.ComparisonFolder;
import org.elbosurgery.framework.data.Binarization;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.data.DataSource;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.gap.FitFile;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.kernel.MixingSums;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.NumpyArrays;
import org.elbosurgery.framework.npy.Safetensors;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.surgery.PartialSums;
import org.elbosurgery.framework.sweep.SweepFile;
import org.elbosurgery.framework.sweep.SweepFolder;
import org.elbosurgery.framework.training.CheckpointFolder;

/**
 * A file that is read, and by whom.
 *
 * @param name of the file in its folder
 * @param write makes a folder with a valid file
 * @param read reads it from the folder
 */
record ReadFile(String name, Consumer<Path> write, Consumer<Path> read) {

  /** Files that NumPy wrote, from the folder of this module, where its tests run. */
  private static final Path NUMPYS =
      Path.of("../base/src/fixtures/resources/org/elbosurgery/framework/npy");

  private static final Map<String, Object> VERSIONS =
      Map.of("elbo", "0", "nd4j", "0", "java", "17", "platform", "any");

  private static final String GAP =
      """
      {"priors": [
        {"kind": "standard",
         "train": {"marginalKl": {"mean": 2, "standardError": 0.5},
                   "crossEntropy": {"mean": 4, "populationError": 0}}},
        {"kind": "fitted", "prior": "mixture:components=5,init=<i>", "fit": {},
         "train": {"marginalKl": {"mean": 1, "standardError": 0.25},
                   "gapClosed": {"mean": 0.5, "standardError": 0.125},
                   "crossEntropy": {"mean": 3, "populationError": 0.25}}},
        {"kind": "aggregate",
         "train": {"marginalKl": {"mean": 0, "standardError": 0},
                   "crossEntropy": {"mean": 2, "populationError": 0}}}],
       "moments": {"mean": 0.5, "variance": 0.5, "correlation": 0.125,
                   "negentropy": {"mean": 1.125, "standardError": 0.5}},
       "totalCorrelation": {"mean": 0.375, "standardError": 0.25},
       "activeUnits": 2}
      """;

  private static final String TERMS =
      """
      epoch,split,n,reconstruction,reconstruction_error,mutual_information,mutual_information_error,marginal_kl,marginal_kl_error,average_kl,average_kl_error
      2,train,3,-90.5,0.5,2.25,0.125,1.5,0.125,3.75,0
      2,test,2,-91.5,0.5,2.5,0.125,1.25,0.125,3.75,0
      """;

  private static final String YAML =
      """
      # the paper's sizes
      prior: [gaussian, "mixture:components=5,init=data", &v vamp]
      latent:
        - 2
        - 10
      encoder: &mlp mlp:hidden-units=16
      decoder: *mlp
      learning-rate: 1e-3
      """;

  /** Returns every file that a user, or a stranger, can put in our way. */
  static List<ReadFile> all() {
    return List.of(
        new ReadFile("x.npy", ReadFile::writeNpy, folder -> NpyArray.read(folder.resolve("x.npy"))),
        inRun("codes.npz", folder -> PosteriorsFile.read(folder.resolve("codes.npz"))),
        new ReadFile(
            "model.npz",
            ReadFile::writeModelCodes,
            folder -> ModelCodesFile.read(folder.resolve("model.npz"))),
        new ReadFile("stored.npy", ReadFile::writeStored, ReadFile::stored),
        new ReadFile("mean.npy", ReadFile::writeArrays, ModelCodesFile::read),
        new ReadFile("part-00000.npz", ReadFile::writePart, ModelCodesFile::read),
        inRun("prior.npz", folder -> PriorFile.read(folder.resolve("prior.npz"))),
        new ReadFile(
            "full.npz", ReadFile::writeFull, folder -> PriorFile.read(folder.resolve("full.npz"))),
        inRun("points.npz", folder -> PointsFile.read(folder.resolve("points.npz"))),
        new ReadFile(
            "some.npz",
            ReadFile::writeSomePoints,
            folder -> PointsFile.read(folder.resolve("some.npz"))),
        data("images", false),
        data("images.gz", true),
        new ReadFile("labels", ReadFile::writeLabels, ReadFile::loadLabelled),
        new ReadFile("data.npz", ReadFile::writeData, folder -> load(folder.resolve("data.npz"))),
        new ReadFile("data.npy", ReadFile::writeTable, folder -> load(folder.resolve("data.npy"))),
        new ReadFile(
            "data.safetensors",
            ReadFile::writeTensors,
            folder -> load(folder.resolve("data.safetensors"))),
        new ReadFile(
            "sums.safetensors",
            ReadFile::writeSums,
            folder -> CodesSums.read(folder.resolve("sums.safetensors"))),
        inRun("result.json", FinishedRun::read),
        inRun("spec.json", folder -> RunFolder.open(folder).spec()),
        inRun("metrics.csv", folder -> FinishedRun.read(folder).metrics()),
        text("terms.csv", TERMS, folder -> FinishedRun.read(folder).terms()),
        text("gap.json", GAP, GapJson::read),
        text(
            "failure.json",
            "{\"category\": \"NUMERIC\", \"problems\": [\"a\", \"b\"]}",
            ReadFile::failure),
        text(
            "codes.json",
            "{\"name\": \"mine\", \"sha256\": \"%s\"}".formatted("d1".repeat(32)),
            CodesFolder::open),
        text("comparison.json", comparison(), folder -> ComparisonFolder.open(folder).specs()),
        text("sweep.json", sweep(), folder -> SweepFolder.open(folder).sweep()),
        text("sweep.yaml", YAML, folder -> SweepFile.read(folder.resolve("sweep.yaml"))),
        likelihood("likelihood-train-2.json"),
        likelihood("likelihood-train-2.npz"),
        annealing("likelihood-ais-simulated-3x2-prior.json"),
        annealing("likelihood-ais-simulated-3x2-prior.npz"),
        new ReadFile(
            "fit-vamp-00000000.npz",
            ReadFile::writeFit,
            folder -> FitFile.read(folder.resolve("fit-vamp-00000000.npz"))),
        new ReadFile("SHA256SUMS", ReadFile::run, folder -> CheckedFolder.of(folder).problems()),
        new ReadFile(
            "checkpoint/step-00000002.npz",
            ReadFile::writeCheckpoint,
            accepted(folder -> new CheckpointFolder(CheckedFolder.of(folder)).newest())));
  }

  private static ReadFile inRun(String name, Consumer<Path> read) {
    return new ReadFile(name, ReadFile::run, accepted(read));
  }

  /** Reads a folder whose author has made the digests fit. */
  private static Consumer<Path> accepted(Consumer<Path> read) {
    return folder -> {
      CheckedFolder.of(folder).accept();
      read.accept(folder);
    };
  }

  private static ReadFile text(String name, String text, Consumer<Path> read) {
    return new ReadFile(
        name,
        folder -> {
          run(folder);
          write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        },
        accepted(read));
  }

  private static ReadFile data(String name, boolean compressed) {
    byte[] idx = ByteBuffer.allocate(16 + 24).putInt(2051).putInt(4).putInt(3).putInt(2).array();
    return new ReadFile(
        name,
        folder -> write(folder.resolve(name), compressed ? Mutation.gzipped(idx) : idx),
        folder -> load(folder.resolve(name)));
  }

  private static void load(Path file) {
    load(new DataOptions(file.toString(), Binarization.NONE, 0));
  }

  private static void load(DataOptions options) {
    new DataSource().load(options, Support.REAL_LINE, RandomStream.of(1));
  }

  private static void writeLabels(Path folder) {
    writeTable(folder);
    write(folder.resolve("labels"), ByteBuffer.allocate(11).putInt(2049).putInt(3).array());
  }

  private static void loadLabelled(Path folder) {
    load(new DataOptions(folder + "/data.npy", folder + "/labels", Binarization.NONE, 0));
  }

  private static void run(Path folder) {
    MadeUpRuns.write(folder, MadeUpRuns.options("gaussian", 2, 1), 0.5, 1, 2, 3, 2);
  }

  private static void write(Path file, byte[] bytes) {
    AtomicFile.write(file, out -> out.write(bytes));
  }

  private static void writeNpy(Path folder) {
    AtomicFile.write(folder.resolve("x.npy"), NpyArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
  }

  private static void writeModelCodes(Path folder) {
    try {
      Files.copy(NUMPYS.resolve("other_names.npz"), folder.resolve("model.npz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeStored(Path folder) {
    AtomicFile.write(folder.resolve("stored.npy"), NpyArray.of(new float[4], 2, 2));
  }

  private static void writePart(Path folder) {
    PosteriorsFile.write(
        folder.resolve("part-00000.npz"),
        new Posteriors(2, 2, new float[] {1, 2, 3, 4}, new float[4]));
  }

  private static void writeArrays(Path folder) {
    AtomicFile.write(folder.resolve("mean.npy"), NpyArray.of(new float[] {1, 2, 3, 4}, 2, 2));
    AtomicFile.write(folder.resolve("log_var.npy"), NpyArray.of(new float[4], 2, 2));
  }

  /** Reads an array that stays in its file. */
  private static double[] stored(Path folder) {
    double[] values = new double[4];
    NumpyArrays.stored(folder, "stored")
        .filter(array -> array.shape().equals(List.of(2, 2)))
        .ifPresent(array -> array.read(0, 4, values));
    return values;
  }

  private static void writeSomePoints(Path folder) {
    double[] values = {1, 2, 3};
    PointsFile.write(
        folder.resolve("some.npz"),
        new PointTerms(values, new PointValues(new int[] {0, 2, 5}, values, values, values)));
  }

  private static void writeFull(Path folder) {
    PriorFile.write(
        folder.resolve("full.npz"),
        new FullCovarianceGaussian(new double[] {1, 2}, new double[] {1, 0.5, 0, 2}));
  }

  private static void writeData(Path folder) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("train", NpyArray.of(new float[12], 3, 2, 2));
    arrays.put("test", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4));
    Npz.write(folder.resolve("data.npz"), arrays);
  }

  private static void writeTensors(Path folder) {
    AtomicFile.write(
        folder.resolve("data.safetensors"),
        Safetensors.content(
            Map.of("train", NpyArray.of(new float[12], 3, 4)), Map.of("format", "pt")));
  }

  private static void writeSums(Path folder) {
    double[] values = {1, 0.5, -2};
    Share share = new Share(1, 2);
    List<MixingSums> sums = List.of(new MixingSums(values, values));
    PartialSums train = new PartialSums(share, 1000, Optional.of("scalar"), sums);
    AtomicFile.write(
        folder.resolve("sums.safetensors"),
        new CodesSums("abc", 1, "1.0", Map.of(Split.TRAIN, train)).content());
  }

  private static void writeTable(Path folder) {
    AtomicFile.write(folder.resolve("data.npy"), NpyArray.of(new float[12], 3, 4));
  }

  private static void failure(Path folder) {
    RunFolder.open(folder).failure();
  }

  private static String comparison() {
    Map<String, String> options =
        new LinkedHashMap<>(ExperimentSpec.create(MadeUpRuns.options("gaussian", 2, 1)).values());
    options.remove("prior");
    return Json.text(
        Map.of("options", options, "priors", List.of("gaussian", "vamp"), "versions", VERSIONS));
  }

  private static String sweep() {
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

  private static void writeLikelihood(Path folder) {
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
  private static void writeAnnealing(Path folder) {
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

  private static ReadFile annealing(String name) {
    return new ReadFile(
        name,
        ReadFile::writeAnnealing,
        accepted(folder -> AnnealingFolder.check(FinishedRun.read(folder))));
  }

  private static ReadFile likelihood(String name) {
    return new ReadFile(
        name,
        ReadFile::writeLikelihood,
        accepted(folder -> LikelihoodFolder.read(FinishedRun.read(folder))));
  }

  private static void writeFit(Path folder) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("steps", NpyArray.of(new long[] {20, 15, 1}, 3));
    arrays.put("cross_entropies", NpyArray.of(new double[] {3, 2.5}, 2));
    arrays.put("gradient_norms", NpyArray.of(new double[] {2, 0.5}, 2));
    arrays.put("start", NpyArray.of(new long[] {1}, 1));
    arrays.put("starts", NpyArray.of(new double[] {2.75, 2.5}, 2));
    arrays.put("parameters/prior/mean", NpyArray.of(new float[] {1, 2}, 2));
    Npz.write(folder.resolve("fit-vamp-00000000.npz"), arrays);
  }

  private static void writeCheckpoint(Path folder) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("parameters/prior/mean", NpyArray.of(new float[] {1, 2}, 2));
    arrays.put("optimizer/state", NpyArray.of(new float[4], 2, 2));
    arrays.put("progress/counts", NpyArray.of(new long[] {1, 0, 2, 0}, 4));
    arrays.put("progress/sums", NpyArray.of(new double[3], 3));
    arrays.put("progress/metrics", NpyArray.of(new double[] {1, -10, 1, -11, 1}, 1, 5));
    CheckedFolder.create(folder).write("checkpoint/step-00000002.npz", Npz.content(arrays));
  }
}
