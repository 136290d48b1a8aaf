package org.elbosurgery.framework.mutation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.annealing.AnnealingFolder;
import org.elbosurgery.framework.codes.CodesFolder;
import org.elbosurgery.framework.codes.CodesSums;
import org.elbosurgery.framework.comparison.ComparisonFolder;
import org.elbosurgery.framework.data.Binarization;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.data.DataSource;
import org.elbosurgery.framework.estimators.EstimatorsFile;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.gap.FitFile;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NumpyArrays;
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
       "dimensions": [
         {"mean": 0, "variance": 1, "marginalKl": 0.5, "averageKl": 1, "activity": 0.5},
         {"mean": 0, "variance": 1, "marginalKl": 0.5, "averageKl": 1, "activity": 0.5}]}
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
        new ReadFile("x.npy", SampleFiles::npy, folder -> NpyArray.read(folder.resolve("x.npy"))),
        inRun("codes.npz", folder -> PosteriorsFile.read(folder.resolve("codes.npz"))),
        new ReadFile(
            "model.npz",
            SampleFiles::modelCodes,
            folder -> ModelCodesFile.read(folder.resolve("model.npz"))),
        new ReadFile("stored.npy", SampleFiles::stored, ReadFile::stored),
        new ReadFile("mean.npy", SampleFiles::arrays, ModelCodesFile::read),
        new ReadFile("part-00000.npz", SampleFiles::part, ModelCodesFile::read),
        inRun("prior.npz", folder -> PriorFile.read(folder.resolve("prior.npz"))),
        new ReadFile(
            "full.npz", SampleFiles::full, folder -> PriorFile.read(folder.resolve("full.npz"))),
        inRun("points.npz", folder -> PointsFile.read(folder.resolve("points.npz"))),
        new ReadFile(
            "some.npz",
            SampleFiles::somePoints,
            folder -> PointsFile.read(folder.resolve("some.npz"))),
        data("images", false),
        data("images.gz", true),
        new ReadFile("labels", SampleFiles::labels, ReadFile::loadLabelled),
        new ReadFile("data.npz", SampleFiles::data, folder -> load(folder.resolve("data.npz"))),
        new ReadFile("data.npy", SampleFiles::table, folder -> load(folder.resolve("data.npy"))),
        new ReadFile(
            "data.safetensors",
            SampleFiles::tensors,
            folder -> load(folder.resolve("data.safetensors"))),
        new ReadFile(
            "sums.safetensors",
            SampleFiles::sums,
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
        text(
            "comparison.json",
            SampleFiles.comparison(),
            folder -> ComparisonFolder.open(folder).specs()),
        text("sweep.json", SampleFiles.sweep(), folder -> SweepFolder.open(folder).sweep()),
        text("sweep.yaml", YAML, folder -> SweepFile.read(folder.resolve("sweep.yaml"))),
        likelihood("likelihood-train-2.json"),
        likelihood("likelihood-train-2.npz"),
        alone("result.json", FinishedRun::read),
        alone(
            "likelihood-test-500.json",
            folder -> LikelihoodFolder.summaries(FinishedRun.read(folder))),
        new ReadFile(
            "estimators-train.json",
            SampleFiles::estimators,
            accepted(folder -> EstimatorsFile.read(FinishedRun.read(folder)))),
        annealing("likelihood-ais-simulated-3x2-prior.json"),
        annealing("likelihood-ais-simulated-3x2-prior.npz"),
        new ReadFile(
            "fit-vamp-00000000.npz",
            SampleFiles::fit,
            folder -> FitFile.read(folder.resolve("fit-vamp-00000000.npz"))),
        new ReadFile("SHA256SUMS", SampleFiles::run, folder -> CheckedFolder.of(folder).problems()),
        new ReadFile(
            "checkpoint/step-00000002.npz",
            SampleFiles::checkpoint,
            accepted(folder -> new CheckpointFolder(CheckedFolder.of(folder)).newest())));
  }

  private static ReadFile inRun(String name, Consumer<Path> read) {
    return new ReadFile(name, SampleFiles::run, accepted(read));
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
          SampleFiles.run(folder);
          SampleFiles.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        },
        accepted(read));
  }

  private static ReadFile data(String name, boolean compressed) {
    byte[] idx = ByteBuffer.allocate(16 + 24).putInt(2051).putInt(4).putInt(3).putInt(2).array();
    return new ReadFile(
        name,
        folder -> SampleFiles.write(folder.resolve(name), compressed ? Mutation.gzipped(idx) : idx),
        folder -> load(folder.resolve(name)));
  }

  private static void load(Path file) {
    load(new DataOptions(file.toString(), Binarization.NONE, 0));
  }

  private static void load(DataOptions options) {
    new DataSource().load(options, Support.REAL_LINE, RandomStream.of(1));
  }

  private static void loadLabelled(Path folder) {
    load(new DataOptions(folder + "/data.npy", folder + "/labels", Binarization.NONE, 0));
  }

  /** Reads an array that stays in its file. */
  private static double[] stored(Path folder) {
    double[] values = new double[4];
    NumpyArrays.stored(folder, "stored")
        .filter(array -> array.shape().equals(List.of(2, 2)))
        .ifPresent(array -> array.read(0, 4, values));
    return values;
  }

  private static void failure(Path folder) {
    RunFolder.open(folder).failure();
  }

  /** A file of the results of a run without its codes. */
  private static ReadFile alone(String name, Consumer<Path> read) {
    Consumer<Path> accepted = accepted(read);
    return new ReadFile(
        "alone/" + name, SampleFiles::alone, folder -> accepted.accept(folder.resolve("alone")));
  }

  private static ReadFile annealing(String name) {
    return new ReadFile(
        name,
        SampleFiles::annealing,
        accepted(folder -> AnnealingFolder.check(FinishedRun.read(folder))));
  }

  private static ReadFile likelihood(String name) {
    return new ReadFile(
        name,
        SampleFiles::likelihood,
        accepted(folder -> LikelihoodFolder.read(FinishedRun.read(folder))));
  }
}
