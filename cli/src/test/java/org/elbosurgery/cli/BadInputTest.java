package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user can get wrong with options, through the program as users get it: exit code 2, a line
 * for each problem, all of them at once, no stack trace, and nothing written.
 */
@DisplayName("Bad input")
final class BadInputTest {

  @TempDir private Path folder;

  private List<String> refused(String... args) throws IOException {
    return Refusal.of(folder, args);
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
                + " decompose, estimators, gap, likelihood, ais, runs, data, export, report, verify, plugins, check, bench, doctor,"
                + " help");
    assertThat(refused("run", "--epocs", "3", "--latnet=2", out()))
        .containsExactly(
            "unknown option --epocs; did you mean --epochs?",
            "unknown option --latnet; did you mean --latent?");
    assertThat(refused(RunFolders.smallRun("--prior=gausian", "--estimator=exakt", out())))
        .containsExactly(
            "unknown prior gausian; did you mean gaussian? known: exemplar, flow, gaussian, mixture, resampled, vamp",
            "unknown estimator exakt; did you mean exact? known: bounds, exact, grid, knn, minibatch, subsampled");
    assertThat(refused("plugins", "priors"))
        .singleElement()
        .asString()
        .startsWith("unknown kind of plugin priors; did you mean prior?");
    assertThat(refused("plugins", "prior", "gausian"))
        .containsExactly(
            "unknown prior gausian; did you mean gaussian? known: exemplar, flow, gaussian, mixture, resampled, vamp");
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
            "unknown prior gausian; did you mean gaussian? known: exemplar, flow, gaussian, mixture, resampled, vamp");
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
            "option prior: 'Vamp' is not a plugin name; give NAME or NAME:OPTION=VALUE,...",
            "unknown prior mixtur; did you mean mixture? known: exemplar, flow, gaussian, mixture, resampled, vamp",
            "prior mixture: option components: 0 is out of range; allowed: from 1 to 100000",
            "priors gaussian and gaussian:mean=zero are the same; give different ones",
            "unknown estimator exakt; did you mean exact? known: bounds, exact, grid, knn, minibatch, subsampled");
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
            "unknown prior gausian; did you mean gaussian? known: exemplar, flow, gaussian, mixture, resampled, vamp",
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
    for (String only : List.of("0/40", "4/3", "failing")) {
      assertThat(refused(RunFolders.smallSweep("--only=" + only, out())))
          .singleElement()
          .asString()
          .contains("K/N with K from 1 to N", only);
    }
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
