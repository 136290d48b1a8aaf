package org.elbosurgery.framework.report.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Table;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A list of runs")
final class RunListTest {

  @TempDir private Path folder;

  /** Writes a run of four rows with these options, and a marginal KL that is this for each row. */
  private Path run(String name, double marginalKl, String... options) {
    Map<String, String> all = MadeUpRuns.options("gaussian", 2, 1);
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    double[] values = new double[4];
    Arrays.fill(values, marginalKl);
    return MadeUpRuns.write(folder.resolve(name), all, 0, values);
  }

  private RunList list() {
    return RunList.in(List.of(folder), TaskListener.NONE);
  }

  private static List<String> names(RunList list) {
    return list.runs().stream().map(run -> run.path().getFileName().toString()).toList();
  }

  private List<String> where(String... conditions) {
    return names(list().where(Arrays.stream(conditions).map(Condition::parse).toList()));
  }

  private List<String> sorted(String order) {
    return names(list().sorted(RunOrder.named(order), Split.TRAIN));
  }

  private static List<String> headings(Table table) {
    return table.columns().stream().map(Column::heading).toList();
  }

  @Test
  @DisplayName("keeps the runs with given values, of plugins also by some of their options")
  void filters() {
    run("a", 1, "latent", "10", "learning-rate", "0.001");
    run("b", 1, "latent", "2", "learning-rate", "0.002");
    run("c", 1, "prior", "mixture:components=20,init=data");
    run("d", 1, "prior", "mixture:components=5,init=data");

    assertThat(where()).containsExactly("a", "b", "c", "d");
    assertThat(where("latent=2")).containsExactly("b", "c", "d");
    assertThat(where("prior=mixture")).containsExactly("c", "d");
    assertThat(where("prior=mixture:init=data,components=5")).containsExactly("d");
    assertThat(where("prior=mix")).isEmpty();
    assertThat(where("learning-rate=2e-3")).containsExactly("b");
    assertThat(where("latent=2", "prior=gaussian")).containsExactly("b");
  }

  @Test
  @DisplayName("is sorted by terms and options, numbers by size, unfinished runs last by terms")
  void sorts() throws IOException {
    run("a", 0.5, "latent", "10");
    run("b", 2.5, "latent", "9");
    run("c", 1.5, "latent", "100", "prior", "vamp");
    Files.delete(run("d", 0, "latent", "11").resolve("result.json"));

    assertThat(sorted("path")).containsExactly("a", "b", "c", "d");
    assertThat(sorted("marginal-kl")).containsExactly("a", "c", "b", "d");
    assertThat(sorted("elbo")).containsExactly("b", "c", "a", "d");
    assertThat(sorted("latent")).containsExactly("b", "a", "d", "c");
    assertThat(sorted("prior")).containsExactly("a", "b", "d", "c");
  }

  @Test
  @DisplayName("has a column for every option in which runs differ, and says what is not finished")
  void tabulates() throws IOException {
    run("a", 0.5, "decoder", "mlp:hidden-units=8");
    run("b", 2.5, "decoder", "mlp:hidden-units=4", "threads", "2");
    Files.delete(run("c", 0, "decoder", "mlp:hidden-units=4").resolve("result.json"));

    Table table = RunTable.of(list(), Split.TRAIN);

    assertThat(headings(table))
        .startsWith("run", "state", "latent", "prior", "decoder", "epochs", "seed")
        .hasSize(12);
    List<String> lines = new ArrayList<>(TableFormat.CSV.of(List.of(table)).lines().toList());
    lines.replaceAll(line -> line.replace(folder + "/", ""));
    assertThat(lines.get(1)).startsWith("a,done,2,gaussian,mlp:hidden-units=8,10,1,-12.0,");
    assertThat(lines.get(2))
        .contains(",2.5,0.125,")
        .endsWith(",-15.5," + 0.125 * Math.sqrt(2)); // of the sum of two terms
    assertThat(lines.get(3)).startsWith("c,interrupted,").endsWith(",,,,,,,,,,");
    assertThat(table.notes()).containsExactly(folder.resolve("c") + " interrupted: 2 of 10 epochs");
  }

  @Test
  @DisplayName("lists a run once that is in two folders, and names what cannot be read")
  void readsWhatItCan() throws IOException {
    Path first = run("sweep/a", 1);
    run("sweep/b", 1);
    Path damaged = run("sweep/c", 1);
    Files.writeString(damaged.resolve("spec.json"), "{");

    RunList list = RunList.in(List.of(folder, first, folder.resolve("sweep")), TaskListener.NONE);

    assertThat(names(list)).containsExactly("a", "b");
    assertThat(list.problems())
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).contains(damaged.resolve("spec.json").toString()));
  }

  @Test
  @DisplayName("says of a condition or an order that is none what is allowed")
  void refuses() {
    assertThatThrownBy(() -> Condition.parse("vamp"))
        .isInstanceOf(ElboException.class)
        .hasMessage("'vamp' is not a condition; give OPTION=VALUE, such as prior=vamp");
    assertThatThrownBy(() -> Condition.parse("pior=vamp"))
        .hasMessageStartingWith("no run has an option 'pior'; did you mean prior? known: data, ");
    assertThatThrownBy(() -> Condition.parse("latent=few"))
        .hasMessage("option latent: 'few' is not a whole number; allowed: from 1 to 4096");
    assertThatThrownBy(() -> RunOrder.named("margnal-kl"))
        .hasMessageStartingWith(
            "runs cannot be sorted by 'margnal-kl'; did you mean marginal-kl? known: path, ");
  }
}
