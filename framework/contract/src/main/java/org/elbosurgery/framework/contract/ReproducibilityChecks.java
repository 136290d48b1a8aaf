package org.elbosurgery.framework.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.training.CheckpointFolder;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingSnapshot;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Checks of seeds, and of saving and loading. */
final class ReproducibilityChecks {

  private ReproducibilityChecks() {}

  /** Checks that a plugin bound twice with the same stream starts with the same bits. */
  static <B> void sameSeedSameStart(Specimen<B> specimen) {
    Sizes sizes = Sizes.single(2);
    PluginGraph first = seeded(101, () -> specimen.initial(sizes, 1));
    PluginGraph second = seeded(202, () -> specimen.initial(sizes, 1));
    Map<String, INDArray> again = Specimen.parameters(second, specimen.role());
    Specimen.parameters(first, specimen.role())
        .forEach(
            (name, array) ->
                Breach.unless(
                    again.containsKey(name)
                        && array.equalShapes(again.get(name))
                        && Numbers.firstDifference(array, again.get(name)) < 0,
                    "%s starts with other values when it is bound again with the same stream: draw"
                        + " from scope.random() alone",
                    name));
    for (Formula<B> formula : specimen.formulas()) {
      List<INDArray> arguments = specimen.arguments(formula, 3, sizes);
      requireEqual(
          formula.call() + " has other bits when the plugin is bound again with the same stream",
          seeded(101, () -> specimen.value(specimen.initial(sizes, 1), formula, arguments)),
          seeded(202, () -> specimen.value(specimen.initial(sizes, 1), formula, arguments)));
    }
  }

  private static void requireEqual(String fault, INDArray a, INDArray b) {
    int place = Numbers.firstDifference(a, b);
    Breach.unless(
        place < 0,
        "%s: %s and %s at place %d",
        fault,
        place < 0 ? 0 : Numbers.values(a)[place],
        place < 0 ? 0 : Numbers.values(b)[place],
        place);
  }

  /**
   * Runs some work with ND4J's global generator set to a seed, and restores the generator
   * afterwards.
   */
  static <T> T seeded(long seed, Supplier<T> work) {
    long before = Nd4j.getRandom().getSeed();
    Nd4j.getRandom().setSeed(seed);
    try {
      return work.get();
    } finally {
      Nd4j.getRandom().setSeed(before);
    }
  }

  /** Checks that the same stream gives the same samples, and another stream other samples. */
  static void sameSeedSameSamples(Prior prior) {
    sameSeedSameSamples(FrozenPrior.of(Specimen.prior(prior), 2));
  }

  /** Checks the same of a density. */
  static void sameSeedSameSamples(FrozenPrior frozen) {
    samplesDependOnTheStream(random -> frozen.sample(50, random));
  }

  /** Checks the same of samples from any stream. */
  static void samplesDependOnTheStream(Function<RandomStream, INDArray> sample) {
    INDArray first = seeded(101, () -> sample.apply(RandomStream.of(1)));
    INDArray again = seeded(202, () -> sample.apply(RandomStream.of(1)));
    INDArray other = seeded(101, () -> sample.apply(RandomStream.of(2)));
    requireEqual(
        "sample draws other values from the same stream, so it uses a global generator; draw from"
            + " the stream alone",
        first,
        again);
    Breach.unless(
        Numbers.firstDifference(first, other) >= 0,
        "sample draws the same values from another stream: it does not use the stream");
  }

  /** Checks that every formula gives the same bits with parameters that were saved and loaded. */
  static <B> void survivesSaving(Specimen<B> specimen) {
    Sizes sizes = Sizes.single(2);
    for (Formula<B> formula : specimen.formulas()) {
      PluginGraph graph = specimen.moved(sizes);
      PluginGraph loaded = specimen.rebuilt(sizes, savedAndLoaded(graph.parameters()));
      List<INDArray> arguments = specimen.arguments(formula, 3, sizes);
      requireEqual(
          formula.call() + " changes when the parameters are saved and loaded",
          specimen.value(graph, formula, arguments),
          specimen.value(loaded, formula, arguments));
    }
  }

  /** Returns parameters after saving them to a checkpoint and loading them. */
  static Parameters savedAndLoaded(Parameters parameters) {
    try {
      Path folder = Files.createTempDirectory("elbo-contract");
      try {
        CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
        checkpoints.save(
            new TrainingSnapshot(
                TrainingProgress.start(),
                parameters,
                Nd4j.zeros(2, parameters.count()),
                Optional.empty()));
        return checkpoints.newest().orElseThrow().parameters();
      } finally {
        FileUtils.deleteDirectory(folder.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks that the frozen density gives the same bits with parameters that were saved and loaded.
   */
  static void densitySurvivesSaving(Prior prior) {
    var specimen = Specimen.prior(prior);
    Sizes sizes = Sizes.single(2);
    PluginGraph graph = specimen.moved(sizes);
    INDArray z = Numbers.gaussians(RandomStream.of(10), 5, 2);
    double[] before = FrozenPrior.of(specimen, graph, 2).logProb(z);
    PluginGraph loaded = specimen.rebuilt(sizes, savedAndLoaded(graph.parameters()));
    double[] after = FrozenPrior.of(specimen, loaded, 2).logProb(z);
    requireEqual(
        "logProb of the frozen density changes when the parameters are saved and loaded",
        Numbers.array(before, 5),
        Numbers.array(after, 5));
  }
}
