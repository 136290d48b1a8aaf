package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.call.ReturnedArray;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.report.page.Block;
import org.elbosurgery.framework.report.page.Picture;
import org.elbosurgery.framework.report.page.Pictures;
import org.elbosurgery.framework.report.runs.LeftOut;
import org.elbosurgery.framework.report.runs.ReportedRun;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures made by the trained models: samples, reconstructions, pseudo-inputs. */
final class ModelPictures {

  private static final int PER_ROW = 8;
  private static final int SAMPLES = 2 * PER_ROW;

  /** The number of rows of data beside their reconstructions. */
  private static final int ROWS = PER_ROW;

  /** The number of codes along each side of a grid over the plane. */
  private static final int GRID = 6;

  /** The share of the codes beyond a grid on either side, in per cent. */
  private static final double OUTSIDE = 5;

  private final ExperimentResolver resolver;

  /** Uses a resolver to find plugins and data. */
  ModelPictures(ExperimentResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * The pictures of a report.
   *
   * @param blocks a gallery for each setting that has any, then a paragraph for each picture that
   *     cannot be made
   * @param planes the decoded plane of each setting of two dimensions, which stands beside its
   *     codes
   */
  record Made(List<Block> blocks, Map<Setting, Picture> planes) {}

  /** Makes the pictures of the first run of each setting; codes without a model have none. */
  Made of(Settings settings, ReportSteps steps) {
    List<Block> blocks = new ArrayList<>();
    Map<Setting, Picture> planes = new HashMap<>();
    LeftOut left = new LeftOut();
    for (Setting setting : settings.all()) {
      if (setting.runs().isEmpty() || setting.isResultsAlone()) {
        continue;
      }
      steps.begin("pictures of " + setting.label());
      List<Picture> pictures =
          left.attempt(setting.label() + " has no pictures", () -> pictures(setting, left, planes))
              .orElse(List.of());
      if (!pictures.isEmpty()) {
        blocks.add(new Block.Gallery(setting.label(), pictures));
      }
    }
    blocks.addAll(Block.paragraphs(left.sentences()));
    return new Made(blocks, planes);
  }

  /** Makes all pictures that can be made; a failure of one does not affect the others. */
  private List<Picture> pictures(Setting setting, LeftOut left, Map<Setting, Picture> planes) {
    ReportedRun run = setting.runs().get(0);
    Experiment experiment = resolver.resolveTrained(run.spec(), run.run().dataSha256());
    TrainedModel model = TrainedModel.of(experiment, run.run().folder());
    int width = experiment.data().train().width();
    if (Pictures.side(width) == 0) {
      throw ElboException.user("a row of its data has " + width + " values, which fill no square");
    }
    EvaluationGraph graph = model.graph();
    String label = setting.label();
    INDArray rows = shown(experiment);
    Interval greys = greys(experiment, rows);
    List<Picture> pictures = new ArrayList<>();
    left.attempt(label + " has no decoded samples", () -> samples(setting, greys, graph))
        .ifPresent(pictures::add);
    left.attempt(
            label + " has no reconstructions",
            () -> reconstructions(setting, rows, greys, kind(experiment), graph))
        .ifPresent(pictures::add);
    run.posteriors()
        .filter(posteriors -> posteriors.dimensions() == 2)
        .flatMap(
            posteriors ->
                left.attempt(
                    label + " has no decoded plane",
                    () -> plane(setting, greys, posteriors, graph)))
        .ifPresent(plane -> planes.put(setting, plane));
    pseudoInputs(setting, greys, model, width).ifPresent(pictures::add);
    return pictures;
  }

  /** Returns rows spread over the test rows or, if there are none, over the training rows. */
  private static INDArray shown(Experiment experiment) {
    Rows rows = experiment.data().test().orElse(experiment.data().train());
    int count = Math.min(ROWS, rows.size());
    int[] spread =
        IntStream.range(0, count).map(i -> (int) ((long) i * rows.size() / count)).toArray();
    return Batch.of(rows, spread, 0, count, DataType.FLOAT);
  }

  private static String kind(Experiment experiment) {
    return experiment.data().test().isPresent() ? "Test" : "Training";
  }

  /**
   * Returns what is black and what is white: the ends of the values that the likelihood allows or,
   * if it allows values without end, the smallest and the largest of the rows shown.
   */
  private static Interval greys(Experiment experiment, INDArray rows) {
    Decoder decoder = experiment.model().decoder();
    Interval range = PluginCall.of(decoder, "support", decoder::support).range();
    if (Double.isFinite(range.low()) && Double.isFinite(range.high())) {
      return range;
    }
    double low = rows.minNumber().doubleValue();
    double high = rows.maxNumber().doubleValue();
    return new Interval(low, low < high ? high : low + 1);
  }

  private static Picture samples(Setting setting, Interval greys, EvaluationGraph graph) {
    RandomStream random = RandomStream.of(setting.first().seed()).named("report").named("samples");
    return Pictures.of(
        means(graph, codes(graph.prior(), random).castTo(DataType.FLOAT)),
        greys,
        PER_ROW,
        "Samples of the prior, decoded",
        SAMPLES + " means of p(x|z) of codes drawn from the prior, " + setting.label() + ".");
  }

  private static Picture reconstructions(
      Setting setting, INDArray x, Interval greys, String kind, EvaluationGraph graph) {
    int count = (int) x.size(0);
    double[][] data = x.castTo(DataType.DOUBLE).toDoubleMatrix();
    double[][] means = means(graph, graph.encode(x).mean());
    List<double[]> both = new ArrayList<>();
    for (int from = 0; from < count; from += PER_ROW) {
      int to = Math.min(count, from + PER_ROW);
      both.addAll(Arrays.asList(data).subList(from, to));
      both.addAll(Arrays.asList(means).subList(from, to));
    }
    return Pictures.of(
        both.toArray(double[][]::new),
        greys,
        Math.min(PER_ROW, count),
        kind + " rows, and below each its reconstruction",
        count + " rows of data above the means of p(x|z) at their codes, " + setting.label() + ".");
  }

  /** Decodes a grid over the plane, z₁ to the right and z₂ upwards. */
  private static Picture plane(
      Setting setting, Interval greys, Posteriors posteriors, EvaluationGraph graph) {
    double[] across = steps(posteriors, 0);
    double[] upwards = steps(posteriors, 1);
    double[][] z = new double[GRID * GRID][];
    for (int i = 0; i < z.length; i++) {
      z[i] = new double[] {across[i % GRID], upwards[GRID - 1 - i / GRID]};
    }
    return Pictures.of(
        means(graph, Nd4j.createFromArray(z).castTo(DataType.FLOAT)),
        greys,
        GRID,
        String.format(
            Locale.ROOT,
            "Decoded codes on a grid, z₁ from %.3g to %.3g to the right, z₂ from %.3g to %.3g upwards",
            across[0],
            across[GRID - 1],
            upwards[0],
            upwards[GRID - 1]),
        GRID * GRID + " means of p(x|z) of codes on a grid, " + setting.label() + ".");
  }

  /** Returns steps of equal size through the posterior means of a dimension. */
  private static double[] steps(Posteriors posteriors, int dimension) {
    double[] means =
        IntStream.range(0, posteriors.size())
            .mapToDouble(n -> posteriors.mean(n, dimension))
            .toArray();
    double low = StatUtils.percentile(means, OUTSIDE);
    double high = StatUtils.percentile(means, 100 - OUTSIDE);
    return IntStream.range(0, GRID).mapToDouble(i -> low + (high - low) * i / (GRID - 1)).toArray();
  }

  private static INDArray codes(Distribution prior, RandomStream random) {
    INDArray z = PluginCall.of(prior, "sample", () -> prior.sample(SAMPLES, random));
    return new ReturnedArray(prior, "sample", SAMPLES, z)
        .ofShape(SAMPLES, prior.dimensions())
        .finite()
        .values();
  }

  /** Returns E[x|z], {@code [n][D]}, of codes z. */
  private static double[][] means(EvaluationGraph graph, INDArray z) {
    double[][] means = graph.mean(z).castTo(DataType.DOUBLE).toDoubleMatrix();
    if (!Arrays.stream(means).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      throw ElboException.numeric("the means of p(x|z) are not all finite");
    }
    return means;
  }

  /** Takes a parameter of the prior whose rows have the size of data for its pseudo-inputs. */
  private static Optional<Picture> pseudoInputs(
      Setting setting, Interval greys, TrainedModel model, int width) {
    return model.parameters().arrays().entrySet().stream()
        .filter(parameter -> parameter.getKey().startsWith("prior/"))
        .map(Map.Entry::getValue)
        .filter(values -> values.rank() == 2 && values.size(1) == width)
        .findFirst()
        .map(
            values ->
                pseudoInputs(setting, greys, values.castTo(DataType.DOUBLE).toDoubleMatrix()));
  }

  private static Picture pseudoInputs(Setting setting, Interval greys, double[][] values) {
    int shown = Math.min(SAMPLES, values.length);
    return Pictures.of(
        Arrays.copyOf(values, shown),
        greys,
        PER_ROW,
        "Pseudo-inputs of the prior, " + shown + " of " + values.length,
        shown + " of the data-sized rows that the prior has learned, " + setting.label() + ".");
  }
}
