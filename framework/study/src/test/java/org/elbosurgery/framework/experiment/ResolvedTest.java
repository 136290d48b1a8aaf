package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.data.DataSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is remembered of the cells of a sweep")
final class ResolvedTest {

  private final Resolved.Remembered before = new Resolved.Remembered();
  private final List<String> done = new ArrayList<>();

  private void load(String... changes) {
    Experiment experiment = SmallExperiments.with(changes);
    DataSet data = experiment.data();
    DataSet loaded =
        before.load(
            experiment.spec(),
            Support.REAL_LINE,
            () -> {
              done.add(String.join(" ", changes));
              return data;
            });
    assertThat(loaded.sha256()).isEqualTo(data.sha256());
  }

  private void tryOut(String... changes) {
    before.tryOnce(SmallExperiments.with(changes), () -> done.add(String.join(" ", changes)));
  }

  @Test
  @DisplayName("are the last data, of every seed unless the seed makes them binary")
  void data() {
    load();
    load("seed", "8");
    load("latent", "3");
    load("limit", "200");
    load("limit", "200", "seed", "8");
    load();
    load("binarize", "static");
    load("binarize", "static", "seed", "8");
    assertThat(done)
        .containsExactly("", "limit 200", "", "binarize static", "binarize static seed 8");
  }

  @Test
  @DisplayName("are the models that passed, of every seed, but not those of other rows or sizes")
  void models() {
    tryOut();
    tryOut("seed", "8");
    tryOut("epochs", "2");
    tryOut("latent", "3");
    tryOut("limit", "200");
    tryOut("patience", "1"); // holds rows out
    tryOut("prior", "standard");
    assertThat(done).containsExactly("", "latent 3", "limit 200", "patience 1", "prior standard");
  }

  @Test
  @DisplayName("is no model that failed: the next cell says so too")
  void failed() {
    Experiment experiment = SmallExperiments.with();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  before.tryOnce(
                      experiment,
                      () -> {
                        throw new IllegalStateException("does not bind");
                      }))
          .hasMessage("does not bind");
    }
  }
}
