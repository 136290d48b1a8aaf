package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user can get wrong, through the program as users get it: exit code 2, a line for each
 * problem, all of them at once, no stack trace, and nothing written.
 */
@DisplayName("Bad input")
final class BadInputTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private Path folder;

  /** Runs the program and requires that it refuses to, leaving the folder as it was. */
  private List<String> refused(String... args) throws IOException {
    Map<String, String> before = RunFolders.listing(folder);
    Recorded recorded = Recorded.run(ELBO, args);
    assertThat(recorded.exitCode()).as("exit code of %s", List.of(args)).isEqualTo(2);
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.err()).isNotEmpty().allMatch(line -> line.startsWith("elbo: "));
    assertThat(RunFolders.listing(folder)).isEqualTo(before);
    return recorded.err().stream().map(line -> line.substring("elbo: ".length())).toList();
  }

  private String out() {
    return "--out=" + folder.resolve("out");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  @DisplayName("names: command, option, kind and plugin, each with the nearest")
  void unknownNames() throws IOException {
    assertThat(refused("decompse"))
        .containsExactly(
            "unknown command decompse; did you mean decompose? known: run, compare, sweep,"
                + " decompose, gap, likelihood, report, verify, plugins, check, bench, doctor");
    assertThat(refused("run", "--epocs", "3", "--latnet=2", out()))
        .containsExactly(
            "unknown option --epocs; did you mean --epochs?",
            "unknown option --latnet; did you mean --latent?");
    assertThat(refused(RunFolders.smallRun("--prior=gausian", "--estimator=exakt", out())))
        .containsExactly(
            "unknown prior gausian; did you mean gaussian? known: gaussian, mixture, vamp",
            "unknown estimator exakt; did you mean exact? known: exact");
    assertThat(refused("plugins", "priors"))
        .singleElement()
        .asString()
        .startsWith("unknown kind of plugin priors; did you mean prior?");
    assertThat(refused("plugins", "prior", "gausian"))
        .containsExactly(
            "unknown prior gausian; did you mean gaussian? known: gaussian, mixture, vamp");
  }

  @Test
  @DisplayName("values: everything out of range, of a wrong type or unknown is told together")
  void allAtOnce() throws IOException {
    List<String> problems =
        refused(
            "run",
            "--latent=0",
            "--epochs=three",
            "--batch=-5",
            "--learning-rate=0",
            "--samples=0",
            "--binarize=statik",
            "--prior=gausian",
            "--encoder=mlp:hidden-units=0,hidden-layrs=2",
            "--decoder=mlp:likelihood=binomial",
            "--data=minst",
            out());
    assertThat(problems).hasSize(11);
    for (String part :
        List.of(
            "latent: 0 is out of range; allowed: from 1 to 4096",
            "epochs: 'three' is not a whole number",
            "batch: -5 is out of range",
            "learning-rate: 0 is out of range",
            "samples: 0 is out of range",
            "did you mean static?",
            "unknown prior gausian; did you mean gaussian?",
            "encoder mlp: option hidden-units: 0 is out of range",
            "encoder mlp: unknown option hidden-layrs; did you mean hidden-layers?",
            "decoder mlp: option likelihood: 'binomial' is unknown",
            "minst")) {
      assertThat(problems).filteredOn(line -> line.contains(part)).as(part).hasSize(1);
    }
  }

  @Test
  @DisplayName("step sizes and norms that leave every weight as it is are refused")
  void withoutEffect() throws IOException {
    assertThat(refused("run", "--learning-rate=1e-10", "--data=synthetic", out()))
        .containsExactly("option learning-rate: 1e-10 is out of range; allowed: at least 1e-9");
    assertThat(refused("run", "--clip-norm=1e-12", "--data=synthetic", out()))
        .containsExactly(
            "clip-norm is 1.0E-12, which leaves nothing of a gradient: take 0 not to clip, or at"
                + " least 1.0E-9");
  }

  @Test
  @DisplayName("a plugin's name is looked at even where another option is bad")
  void pluginBesideBadOption() throws IOException {
    assertThat(refused("run", "--latent", "0", "--prior", "gausian", "--data=synthetic", out()))
        .containsExactly(
            "option latent: 0 is out of range; allowed: from 1 to 4096",
            "unknown prior gausian; did you mean gaussian? known: gaussian, mixture, vamp");
  }

  private static byte[] idx(int magic, int images, int side, int present) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + present);
    buffer.putInt(magic).putInt(images).putInt(side).putInt(side);
    return buffer.array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  @DisplayName("an unknown option or a missing value hides nothing else that is wrong")
  void unknownOptionsAndBadValues() throws IOException {
    assertThat(refused("run", "--epocs", "3", "--latent", "0", "--prior", "gausian", "--batch"))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("--epocs", "did you mean --epochs?"),
            line -> assertThat(line).contains("--batch needs a value"),
            line -> assertThat(line).contains("latent: 0"),
            line -> assertThat(line).contains("unknown prior gausian"));
  }

  @Test
  @DisplayName("data files: missing, truncated, too long, of a wrong magic number or of no kind")
  void damagedData() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("truncated.idx", idx(2051, 10, 4, 150));
    files.put("long.idx", idx(2051, 10, 4, 161));
    files.put("magic.idx", idx(2049, 10, 4, 160));
    files.put("huge.idx", idx(2051, Integer.MAX_VALUE, 30000, 160));
    files.put("negative.idx", idx(2051, -1, 4, 160));
    files.put("truncated.gz", Arrays.copyOf(gzip(idx(2051, 10, 4, 160)), 20));
    files.put("short.npy", new byte[] {(byte) 0x93, 'N', 'U', 'M'});
    files.put("damaged.npz", new byte[] {'P', 'K', 3, 4, 0, 0});
    files.put("text.txt", "1 0 1\n".getBytes(StandardCharsets.UTF_8));
    files.put("empty", new byte[0]);
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Files.write(folder.resolve(each.getKey()), each.getValue());
      assertThat(refused("run", "--data=" + file(each.getKey()), out()))
          .singleElement()
          .asString()
          .contains(each.getKey());
    }
    assertThat(refused("run", "--data=" + file("none.idx") + "," + file("nor.npz"), out()))
        .hasSize(2)
        .anyMatch(line -> line.contains("none.idx"))
        .anyMatch(line -> line.contains("nor.npz"));
    assertThat(refused("run", "--data=" + folder, out())).hasSize(1);
  }

  private void write(String name, NpyArray array) {
    Npz.write(folder.resolve(name), Map.of("train", array));
  }

  @Test
  @DisplayName("finite data that single precision cannot square are no plugin's fault")
  void hugeValues() throws IOException {
    write("huge.npz", NpyArray.of(new float[] {1e30f, -2e30f, 3e30f, 1e30f}, 2, 2));
    Recorded recorded =
        Recorded.run(
            Elbo.standard(),
            RunFolders.smallRun(
                "--data=" + file("huge.npz"), "--limit=0", "--decoder=mlp:likelihood=gaussian"));
    assertThat(recorded.exitCode()).isEqualTo(4);
    assertThat(recorded.err())
        .singleElement()
        .asString()
        .contains("row 0 of the training data add up to 5.0e+60", "scale the data");
  }

  @Test
  @DisplayName("pixel values outside the likelihood's range, or none at all")
  void pixelValues() throws IOException {
    write("grey.npz", NpyArray.of(new float[] {0, 1, 0.5f, 255, 1, 0}, 3, 2));
    assertThat(refused("run", "--data=" + file("grey.npz"), out()))
        .singleElement()
        .asString()
        .contains("row 1, column 0 is 0.5", "values must be 0 or 1", "--binarize");
    write("nan.npz", NpyArray.of(new float[] {0, 1, Float.NaN, 1}, 2, 2));
    for (String decoder : List.of("mlp", "mlp:likelihood=gaussian")) {
      assertThat(refused("run", "--data=" + file("nan.npz"), "--decoder=" + decoder, out()))
          .singleElement()
          .asString()
          .contains("row 1, column 0 is NaN");
    }
    assertThat(refused("run", "--data=synthetic", "--limit=2001", out()))
        .singleElement()
        .asString()
        .contains("limit is 2001", "2000 rows");
  }

  @Test
  @DisplayName("a single sample of a single row, which has no standard error")
  void singleSample() throws IOException {
    String problem = "one sample of one row has no standard error; take samples 2 or more";
    assertThat(refused(RunFolders.smallRun("--limit=1", "--samples=1", out())))
        .containsExactly(problem);
    NpyArray zero = NpyArray.of(new float[1], 1, 1);
    assertThat(refused("decompose", codes("one.npz", zero, zero), "--samples=1"))
        .containsExactly(problem);
  }

  private String codes(String name, NpyArray mean, NpyArray logVariance) {
    Npz.write(folder.resolve(name), Map.of("mean", mean, "log_var", logVariance));
    return "--codes=" + file(name);
  }

  @Test
  @DisplayName(
      "codes: arrays of different shapes, missing, of no rows, or with values that are none")
  void badCodes() throws IOException {
    NpyArray good = NpyArray.of(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);
    assertThat(refused("decompose", codes("a.npz", good, NpyArray.of(new float[6], 2, 3))))
        .singleElement()
        .asString()
        .contains("mean", "log_var", "[3, 2]", "[2, 3]");
    assertThat(refused("decompose", codes("b.npz", NpyArray.of(new float[6], 6), good))).hasSize(1);
    NpyArray nan = NpyArray.of(new float[] {0, 1, 2, 3, 4, Float.NaN}, 3, 2);
    assertThat(refused("decompose", codes("c.npz", nan, good)))
        .singleElement()
        .asString()
        .contains("mean is NaN in row 2");
    NpyArray infinite = NpyArray.of(new float[] {0, Float.POSITIVE_INFINITY, 2, 3, 4, 5}, 3, 2);
    assertThat(refused("decompose", codes("d.npz", good, infinite)))
        .singleElement()
        .asString()
        .contains("log-variance is Infinity in row 0");
    Npz.write(folder.resolve("e.npz"), Map.of("mu", good, "logvar", good));
    assertThat(refused("decompose", "--codes=" + file("e.npz")))
        .hasSize(2)
        .allMatch(line -> line.contains("e.npz has no array"));
    assertThat(refused("decompose", codes("f.npz", NpyArray.of(new float[0], 0, 2), good)))
        .hasSize(1);
  }

  @Test
  @DisplayName("decompose: all that is wrong with codes, prior, estimator and options, together")
  void badDecompose() throws IOException {
    assertThat(
            refused(
                "decompose",
                "--codes=" + file("none.npz"),
                "--prior=gausian",
                "--estimator=exakt",
                "--samples=0",
                "--threads=0"))
        .hasSize(5)
        .anyMatch(line -> line.contains("none.npz"))
        .anyMatch(line -> line.contains("did you mean gaussian?"))
        .anyMatch(line -> line.contains("did you mean exact?"))
        .anyMatch(line -> line.contains("samples: 0 is out of range"))
        .anyMatch(line -> line.contains("threads: 0 is out of range"));
    assertThat(refused("decompose"))
        .containsExactly("give either one run folder or --codes FILE.npz");
    assertThat(refused("decompose", folder.toString()))
        .singleElement()
        .asString()
        .contains("is no run folder: it has no spec.json");
    assertThat(refused("decompose", file("nowhere"))).hasSize(1);
  }

  @Test
  @DisplayName("likelihood: no runs, runs that are none, and options out of range, together")
  void badLikelihood() throws IOException {
    assertThat(refused("likelihood", "--samples=0"))
        .containsExactly(
            "give the folder of a finished run, or several, or one that holds runs",
            "option samples: 0 is out of range; allowed: from 2 to 1000000");
    assertThat(refused("likelihood", folder.toString(), file("nowhere"), "--split=validation"))
        .hasSize(3)
        .anyMatch(line -> line.contains("split: 'validation' is unknown"))
        .anyMatch(line -> line.startsWith("no runs in " + folder + ": "))
        .anyMatch(line -> line.contains(file("nowhere")));
  }

  @Test
  @DisplayName("prior files: of other dimensions than the codes, or with weights that are none")
  void badPriorFile() throws IOException {
    NpyArray zeros = NpyArray.of(new float[6], 3, 2);
    String codes = codes("codes.npz", zeros, zeros);
    Npz.write(
        folder.resolve("other.npz"),
        Map.of(
            "log_weights", NpyArray.of(new double[1], 1),
            "mean", NpyArray.of(new double[3], 1, 3),
            "log_var", NpyArray.of(new double[3], 1, 3)));
    assertThat(refused("decompose", codes, "--prior-file=" + file("other.npz")))
        .containsExactly(
            "the codes have 2 dimensions, the prior has 3; give a prior of the codes' own model");
    Npz.write(
        folder.resolve("weights.npz"),
        Map.of(
            "log_weights", NpyArray.of(new double[2], 2),
            "mean", NpyArray.of(new double[4], 2, 2),
            "log_var", NpyArray.of(new double[4], 2, 2)));
    assertThat(refused("decompose", codes, "--prior-file=" + file("weights.npz")))
        .singleElement()
        .asString()
        .contains("weights.npz", "sum to 2.0, not to 1");
    assertThat(
            refused("decompose", codes, "--prior=gaussian", "--prior-file=" + file("weights.npz")))
        .contains("give --prior or --prior-file, not both");
  }

  @Test
  @DisplayName("an --out that is used, or lies where nothing can be written")
  void badOut() throws IOException {
    Path used = Files.createDirectories(folder.resolve("used"));
    Files.writeString(used.resolve("notes.txt"), "mine");
    assertThat(refused(RunFolders.smallRun("--out=" + used)))
        .containsExactly("out " + used + " is already used; name a new folder");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(refused(RunFolders.smallRun("--out=" + file))).hasSize(1);
    assertThat(refused(RunFolders.smallRun("--out=" + file.resolve("below"), "--latent=0")))
        .hasSize(2)
        .anyMatch(line -> line.contains("cannot be written; name a folder that can"));
  }

  @Test
  @DisplayName("an --out in a folder without permission")
  void unwritableOut() throws IOException {
    Path locked = Files.createDirectories(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "not as root");
    assertThat(refused(RunFolders.smallRun("--out=" + locked.resolve("run"))))
        .containsExactly(
            "out " + locked.resolve("run") + " cannot be written; name a folder that can");
  }

  @Test
  @DisplayName("--resume of no run, with --out, or with options that are not the run's")
  void badResume() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Recorded.run(ELBO, RunFolders.smallRun("--out=" + run)).exitCode()).isZero();
    List<String> differences =
        refused("run", "--resume=" + run, "--latent=3", "--epochs=4", "--seed=7");
    assertThat(differences)
        .containsExactlyInAnyOrder(
            "latent was 2, is 3",
            "epochs was 3, is 4",
            "a run goes on with the options it was started with; leave these out, or start a new"
                + " run");
    assertThat(refused("run", "--resume=" + run, "--latent=0", "--prior=gausian")).hasSize(2);
    assertThat(refused("run", "--resume=" + run, "--out=" + run + "2"))
        .containsExactly("give --resume or --out, not both: a run stays in its folder");
    assertThat(refused("run", "--resume=" + folder))
        .singleElement()
        .asString()
        .contains("is no run folder");
    assertThat(refused(RunFolders.smallRun("--out=" + run)))
        .containsExactly(
            "out "
                + run
                + " is already used; name a new folder, or go on with it by --resume "
                + run);
    assertThat(refused("decompose", run.toString(), "--prior=gaussian", "--seed=1"))
        .containsExactly(
            "--prior goes with --codes; a run has its own",
            "--seed goes with --codes; a run has its own");
    assertThat(refused("decompose", run.toString(), "--samples=0", "--estimator=exakt")).hasSize(2);
  }

  @Test
  @DisplayName("priors to compare: unknown, ill-formed, badly set or twice the same, all at once")
  void badPriorsToCompare() throws IOException {
    assertThat(
            refused(
                RunFolders.smallComparison(
                    "--prior=gaussian",
                    "--prior=mixtur",
                    "--prior=Vamp",
                    "--prior=mixture:components=0",
                    "--prior",
                    "gaussian:mean=zero",
                    "--estimator=exakt",
                    out())))
        .containsExactly(
            "option prior: 'Vamp' is no plugin name; give NAME or NAME:OPTION=VALUE,...",
            "unknown prior mixtur; did you mean mixture? known: gaussian, mixture, vamp",
            "prior mixture: option components: 0 is out of range; allowed: from 1 to 100000",
            "priors gaussian and gaussian:mean=zero are the same; give different ones",
            "unknown estimator exakt; did you mean exact? known: exact");
    assertThat(refused(RunFolders.smallComparison("--prior=gaussian", "--epochs=1", out(), "x")))
        .containsExactly("unexpected argument x; elbo compare takes options only");
    assertThat(refused("compare", "--prior", "--epochs=1", "--epochs=2"))
        .contains("option --epochs is given more than once; give it once");
  }

  @Test
  @DisplayName("priors that do not fit the data, each by its name")
  void unfitPriorsToCompare() throws IOException {
    assertThat(
            refused(
                RunFolders.smallComparison(
                    "--prior=gaussian",
                    "--prior=mixture:components=301,init=data",
                    "--prior=vamp:pseudo-inputs=302,init=data",
                    out())))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("prior mixture:components=301").contains("300"),
            line -> assertThat(line).startsWith("prior vamp:pseudo-inputs=302").contains("300"));
  }

  @Test
  @DisplayName("compare: an --out that is used, a --resume of no comparison or with other options")
  void badResumeOfComparison() throws IOException {
    Path path = folder.resolve("comparison");
    String[] priors = {"--prior=gaussian", "--prior=gaussian:mean=learned", "--epochs=1"};
    String[] given =
        Stream.concat(Stream.of(priors), Stream.of("--out=" + path)).toArray(String[]::new);
    assertThat(Recorded.run(ELBO, RunFolders.smallComparison(given)).exitCode()).isZero();
    assertThat(refused(RunFolders.smallComparison(given)))
        .containsExactly(
            "out %s is already used; name a new folder, or go on with it by --resume %s"
                .formatted(path, path));
    assertThat(refused(RunFolders.smallRun("--out=" + path)))
        .containsExactly("out " + path + " is already used; name a new folder");
    assertThat(refused("compare", "--resume=" + path, "--epochs=9", "--prior=gaussian"))
        .containsExactly(
            "priors were gaussian:mean=zero,covariance=identity and"
                + " gaussian:mean=learned,covariance=identity, are"
                + " gaussian:mean=zero,covariance=identity",
            "epochs was 1, is 9",
            "a comparison goes on with the options it was started with; leave these out, or start"
                + " a new comparison");
    assertThat(refused("compare", "--resume=" + path, "--out=" + path + "2"))
        .containsExactly("give --resume or --out, not both: a comparison stays in its folder");
    for (Path none : List.of(folder, folder.resolve("nowhere"), path.resolve("1-gaussian"))) {
      assertThat(refused("compare", "--resume=" + none))
          .containsExactly(
              none
                  + " is no comparison: it has no comparison.json; give the --out of an earlier"
                  + " elbo compare");
    }
    assertThat(refused("run", "--resume=" + path))
        .singleElement()
        .asString()
        .contains("is no run folder");
  }

  @Test
  @DisplayName("arguments that belong to nothing")
  void strayArguments() throws IOException {
    assertThat(refused("run", "synthetic", out()))
        .containsExactly("unexpected argument synthetic; elbo run takes options only");
    List<String> noValue = new ArrayList<>(refused("run", out(), "--epochs"));
    assertThat(noValue).containsExactly("option --epochs needs a value");
  }

  @Test
  @DisplayName("gap: no run, one twice, unknown priors and options out of range, all at once")
  void badGap() throws IOException {
    assertThat(refused("gap", "--prior=gausian", "--prior=mixture:components=0", "--samples=1"))
        .containsExactlyInAnyOrder(
            "unknown prior gausian; did you mean gaussian? known: gaussian, mixture, vamp",
            "prior mixture: option components: 0 is out of range; allowed: from 1 to 100000",
            "option samples: 1 is out of range; allowed: from 2 to 100000",
            "give the folder of a finished run, or several, or one that holds runs");
    assertThat(refused("gap", folder.toString(), file("nowhere")))
        .hasSize(2)
        .contains(
            "no runs in " + folder + ": give a folder that elbo run, compare or sweep has left")
        .anyMatch(line -> line.contains(file("nowhere")));
  }

  @Test
  @DisplayName("sweeps: unknown axes, empty axes, the same run twice, a folder of something else")
  void sweeps() throws IOException {
    assertThat(refused("sweep", "--latnet=2", "--latnet=10", out()))
        .allMatch(problem -> problem.startsWith("unknown option --latnet; did you mean --latent?"));
    Path spec = Files.writeString(folder.resolve("sweep.yaml"), "latent: []\nepocs: [3, 4]\n");
    assertThat(refused("sweep", "--spec=" + spec, "--jobs=0", out()))
        .satisfiesExactly(
            problem -> assertThat(problem).contains("jobs"),
            problem -> assertThat(problem).contains("sweep.yaml, line 1", "latent has no values"),
            problem -> assertThat(problem).contains("sweep.yaml, line 2", "unknown option epocs"));
    assertThat(refused(RunFolders.smallSweep("--seed=1", "--seed=1", out())))
        .singleElement()
        .asString()
        .contains("are the same run");
    assertThat(refused(RunFolders.smallSweep("--latent=1", "--latent=two", "--out=" + folder)))
        .hasSize(1)
        .allMatch(problem -> problem.startsWith("latent two: option latent: "));
    assertThat(refused(RunFolders.smallSweep("--out=" + folder)))
        .singleElement()
        .asString()
        .contains("is already used");
    assertThat(refused("sweep", "--status=" + folder, "--latent=2"))
        .containsExactly("--status goes with no other option; leave out --latent");
    assertThat(refused("sweep", "--status=" + folder))
        .singleElement()
        .asString()
        .contains("no sweep");
  }
}
