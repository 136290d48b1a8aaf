package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.Decides;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every option")
final class OptionMeaningTest {

  private static final String MEANING =
      """
      run rows: binarize limit patience
      run model: latent prior encoder decoder epochs batch learning-rate optimizer schedule weight-decay beta warmup free-bits samples-per-row keep clip-norm normalize-gradients
      run estimate: estimator samples tolerance
      run chance: seed
      run execution: checkpoint-every surgery-every threads engine
      run place: data labels out resume plugin-path
      compare rows: binarize limit patience
      compare model: prior latent encoder decoder epochs batch learning-rate optimizer schedule weight-decay beta warmup free-bits samples-per-row keep clip-norm normalize-gradients
      compare estimate: estimator samples tolerance
      compare chance: seed
      compare execution: checkpoint-every surgery-every threads engine
      compare place: data labels out resume plugin-path
      sweep rows: binarize limit patience
      sweep model: latent prior encoder decoder epochs batch learning-rate optimizer schedule weight-decay beta warmup free-bits samples-per-row keep clip-norm normalize-gradients
      sweep estimate: estimator samples
      sweep chance: seed
      sweep execution: checkpoint-every surgery-every threads engine jobs retry only spark
      sweep place: data labels spec out status plugin-path
      decompose model: prior
      decompose estimate: estimator samples tolerance points
      decompose chance: seed
      decompose execution: threads engine part merge spark
      decompose place: codes prior-file data out plugin-path
      estimators rows: split
      estimators model: prior
      estimators estimate: estimator samples
      estimators chance: seed
      estimators execution: threads
      estimators place: codes prior-file data plugin-path
      gap model: prior steps batch learning-rate patience starts
      gap estimate: samples
      gap chance: seed
      gap execution: threads
      gap place: codes prior-file out plugin-path
      likelihood rows: split rows
      likelihood model: prior
      likelihood estimate: samples until-ess
      likelihood execution: threads
      likelihood place: data plugin-path
      ais rows: split rows
      ais model: prior
      ais estimate: from temperatures chains
      ais execution: threads
      ais place: data plugin-path
      runs place: where sort split format plugin-path
      data rows: binarize limit
      data chance: seed
      data place: labels out plugin-path
      export estimate: samples
      export chance: seed
      export place: out results weights onnx data plugin-path
      report place: format columns split digits out figures reference plugin-path
      verify place: plugin-path
      plugins place: plugin-path
      check place: data plugin-path
      bench rows: size
      bench model: prior encoder decoder latent batch
      bench estimate: rounds
      bench execution: threads engine
      bench place: codes plugin-path
      doctor execution: threads
      doctor place: plugin-path
      """;

  @Test
  @DisplayName("of a command decides what it is meant to")
  void ofCommands() {
    assertThat(
            Elbo.commands().stream()
                .flatMap(OptionMeaningTest::meaning)
                .collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(MEANING);
  }

  /** Returns a line for each thing that options of a command decide. */
  private static Stream<String> meaning(Command command) {
    List<OptionDescriptor> options = Elbo.options(command).takingValues();
    return Stream.of(Decides.values())
        .filter(what -> options.stream().anyMatch(option -> option.decides() == what))
        .map(
            what ->
                options.stream()
                    .filter(option -> option.decides() == what)
                    .map(OptionDescriptor::name)
                    .collect(
                        Collectors.joining(
                            " ",
                            command.name() + " " + what.name().toLowerCase(Locale.ROOT) + ": ",
                            "")));
  }

  @Test
  @DisplayName("of a plugin is a part of the model or of the estimator that the plugin is")
  void ofPlugins() {
    assertThat(
            Catalogs.load(PluginSource.of(OptionMeaningTest.class.getClassLoader())).all().stream()
                .flatMap(kind -> kind.plugins().stream())
                .flatMap(plugin -> plugin.options().descriptors().stream()))
        .isNotEmpty()
        .allMatch(option -> option.decides() == Decides.MODEL);
  }
}
