package org.elbosurgery.framework.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.Safetensors;
import org.elbosurgery.framework.onnx.OnnxInterpreter;
import org.elbosurgery.framework.onnx.OnnxInterpreter.Numbers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An exported run")
final class RunExportTest {

  /** The largest relative error of one operation in single precision. */
  private static final double U = 0x1p-24;

  private static final int SAMPLES = 40;

  @TempDir private static Path shared;

  private static Path run;
  private static Path out;
  private static RunExport export;

  @BeforeAll
  static void runAndExport() throws InterruptedException {
    run = shared.resolve("run");
    out = shared.resolve("export");
    SmallExperiments.run(SmallExperiments.with("epochs", "1", "samples", "2"), run);
    export = SmallExperiments.INJECTOR.getInstance(Exporter.class).read(run, Optional.empty());
    assertThat(export.write(out, new ExportOptions(SAMPLES, 5))).isEmpty();
  }

  /** A layer x W + b, and a bound on the error of its outputs in single precision. */
  private static final class Layer {

    private final double[] outputs;
    private final double[] bounds;

    Layer(double[] outputs, double[] bounds) {
      this.outputs = outputs;
      this.bounds = bounds;
    }

    /**
     * Computes a layer in double precision. A sum of k products in single precision errs by at most
     * (k + 1) u of the sum of their magnitudes; the errors of the inputs are multiplied by the
     * weights.
     */
    static Layer of(Layer inputs, NpyArray weights, NpyArray bias) {
      int width = weights.length(1);
      double[] outputs = new double[width];
      double[] bounds = new double[width];
      for (int j = 0; j < width; j++) {
        outputs[j] = bias.value(j);
        double magnitude = Math.abs(bias.value(j));
        for (int i = 0; i < inputs.outputs.length; i++) {
          double weight = weights.value(i * width + j);
          outputs[j] += inputs.outputs[i] * weight;
          magnitude += Math.abs(inputs.outputs[i] * weight);
          bounds[j] += inputs.bounds[i] * Math.abs(weight);
        }
        bounds[j] += (inputs.outputs.length + 2) * U * magnitude;
      }
      return new Layer(outputs, bounds);
    }

    Layer softplus() {
      return activated(v -> Math.log1p(Math.exp(v)));
    }

    Layer sigmoid() {
      return activated(v -> 1 / (1 + Math.exp(-v)));
    }

    /** The slope is at most 1; the function itself is computed within 4 u of its value or of 1. */
    private Layer activated(DoubleUnaryOperator function) {
      double[] values = Arrays.stream(outputs).map(function).toArray();
      double[] errors = bounds.clone();
      for (int i = 0; i < errors.length; i++) {
        errors[i] += 4 * U * (1 + values[i]);
      }
      return new Layer(values, errors);
    }

    void requireClose(NpyArray found, int row) {
      for (int j = 0; j < outputs.length; j++) {
        assertThat(Math.abs(found.value(row * outputs.length + j) - outputs[j]))
            .as("row %d, value %d", row, j)
            .isLessThanOrEqualTo(bounds[j] + U * Math.abs(outputs[j]));
      }
    }
  }

  private static Layer exact(double[] values) {
    return new Layer(values, new double[values.length]);
  }

  private static Rows rows() {
    return export.model().experiment().trainingRows().fitted();
  }

  private static double[] row(int n) {
    float[] row = new float[rows().width()];
    rows().copyTo(n, row, 0);
    double[] values = new double[row.length];
    Arrays.setAll(values, i -> row[i]);
    return values;
  }

  private static Map<String, NpyArray> weights() {
    return Safetensors.read(out.resolve("weights.safetensors"));
  }

  private static Layer layer(Layer inputs, String role, String name) {
    return Layer.of(inputs, weights().get(role + "/W-" + name), weights().get(role + "/b-" + name));
  }

  private static Layer features(double[] x) {
    return layer(exact(x), "encoder", "hidden1").softplus();
  }

  private static Layer decoded(double[] z) {
    Layer hidden = layer(exact(z), "decoder", "hidden1").softplus();
    return layer(hidden, "decoder", "output").sigmoid();
  }

  @Test
  @DisplayName("has weights from which plain loops compute the codes and the means, to rounding")
  void computes() {
    Map<String, NpyArray> codes = Npz.read(out.resolve("codes.npz"));
    Map<String, NpyArray> samples = Npz.read(out.resolve("samples.npz"));
    for (int n = 0; n < 10; n++) {
      Layer features = features(row(n));
      layer(features, "encoder", "mean").requireClose(codes.get("mean"), n);
      layer(features, "encoder", "log-variance").requireClose(codes.get("log_var"), n);
      double[] z = {samples.get("z").value(2 * n), samples.get("z").value(2 * n + 1)};
      decoded(z).requireClose(samples.get("mean"), n);
    }
    assertThat(weights().get("prior/mean")).hasToString("float32 [1, 2]");
    assertThat(Safetensors.metadata(out.resolve("weights.safetensors")))
        .isEqualTo(export.run().spec().values());
  }

  @Test
  @DisplayName("has ONNX models of the same functions")
  void onnx() throws IOException {
    double[] x = row(3);
    double[] z = {0.5, -1.5};
    Numbers oneX = new Numbers(x, 1, x.length);
    Numbers oneZ = new Numbers(z, 1, 2);
    Map<String, Numbers> posterior = onnx("encoder").run(Map.of("x", oneX));
    requireSame(posterior.get("mean"), layer(features(x), "encoder", "mean").outputs);
    requireSame(posterior.get("log_var"), layer(features(x), "encoder", "log-variance").outputs);
    double[] mean = decoded(z).outputs;
    requireSame(onnx("decoder").run(Map.of("z", oneZ)).get("mean"), mean);
    double logLikelihood = 0; // of a Bernoulli
    for (int i = 0; i < x.length; i++) {
      logLikelihood += Math.log(x[i] == 1 ? mean[i] : 1 - mean[i]);
    }
    requireSame(
        onnx("likelihood").run(Map.of("x", oneX, "z", oneZ)).get("log_likelihood"),
        new double[] {logLikelihood});
  }

  /** Both are in double precision. */
  private static void requireSame(Numbers found, double[] expected) {
    assertThat(found.values()).usingComparatorWithPrecision(1e-9).containsExactly(expected);
  }

  private static OnnxInterpreter onnx(String name) throws IOException {
    return OnnxInterpreter.of(Files.readAllBytes(out.resolve(name + ".onnx")));
  }

  @Test
  @DisplayName("has samples of the trained prior, which its seed determines")
  void samples() {
    double[] drawn =
        export
            .model()
            .prior()
            .sample(SAMPLES, RandomStream.of(5).named("export"))
            .data()
            .asDouble();
    double[] kept = Npz.read(out.resolve("samples.npz")).get("z").doubles();

    for (int i = 0; i < kept.length; i++) {
      assertThat(kept[i]).isEqualTo((float) drawn[i]);
    }
  }

  @Test
  @DisplayName("has no samples that do not fit into one array, and never fewer than none")
  void tooManySamples() {
    int width = rows().width();
    int count = Integer.MAX_VALUE / Float.BYTES / width + 1;
    assertThatThrownBy(() -> export.samples(new ExportOptions(count, 1)))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith(
            "the export of %d samples of %d values holds ".formatted(count, width));
    assertThatThrownBy(() -> new ExportOptions(-1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples is -1; give 0 or more");
  }

  @Test
  @DisplayName("has the files of the run that others read, to the byte, and is all there or not")
  void copies() throws IOException {
    for (String name : new String[] {"codes.npz", "codes-test.npz", "points.npz", "result.json"}) {
      assertThat(out.resolve(name)).hasSameBinaryContentAs(run.resolve(name));
    }
    assertThat(out.resolve("spec.json")).doesNotExist();
    assertThatThrownBy(() -> export.write(out, new ExportOptions()))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("is already used");
    Path other = shared.resolve("without");
    export.write(other, new ExportOptions(0, 1));
    assertThat(other.resolve("samples.npz")).doesNotExist();
    assertThat(other.resolve("weights.safetensors"))
        .hasSameBinaryContentAs(out.resolve("weights.safetensors"));
  }
}
