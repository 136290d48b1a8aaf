package org.elbosurgery.framework.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.framework.option.OptionSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plugin with its options, as text")
final class PluginSpecTest {

  @Test
  @DisplayName("is a name, a colon, and options with commas between")
  void parses() {
    assertThat(PluginSpec.parse("gaussian")).isEqualTo(new PluginSpec("gaussian", Map.of()));
    PluginSpec spec = PluginSpec.parse("mixture:components=100,init=data");
    assertThat(spec.name()).isEqualTo("mixture");
    assertThat(spec.options())
        .containsExactly(Map.entry("components", "100"), Map.entry("init", "data"));
    assertThat(spec).hasToString("mixture:components=100,init=data");
  }

  @Test
  @DisplayName("keeps commas, backslashes, colons and equals signs inside values")
  void escapes() {
    assertThat(PluginSpec.parse("p:file=C:\\data\\x,note=a\\,b=c\\\\,e=").options())
        .containsExactly(
            Map.entry("file", "C:\\data\\x"), Map.entry("note", "a,b=c\\"), Map.entry("e", ""));
  }

  @Test
  @DisplayName("is refused with every mistake at once")
  void refuses() {
    assertThatThrownBy(() -> PluginSpec.parse("Mix ture:components,=3,a=1,a=2"))
        .isInstanceOfSatisfying(
            ElboException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "'Mix ture' is not a plugin name; give NAME or NAME:OPTION=VALUE,...",
                        "'components' is not an option of Mix ture; give OPTION=VALUE",
                        "'=3' is not an option of Mix ture; give OPTION=VALUE",
                        "option a of Mix ture is given twice; give it once"));
    assertThatThrownBy(() -> PluginSpec.parse("")).isInstanceOf(ElboException.class);
    assertThatThrownBy(() -> PluginSpec.parse("gaussian:")).isInstanceOf(ElboException.class);
    assertThatThrownBy(() -> new PluginSpec("a b", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PluginSpec("a", Map.of("b,c", "1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Plugin(name = "scaled", summary = "A test plugin.")
  record Scaled(@Option("a scale") @Min(0) double scale, @Option("a remark") String note) {
    Scaled() {
      this(1, "none");
    }
  }

  @Test
  @DisplayName("is made of an instance with all its options, whatever their defaults")
  void describesInstance() {
    assertThat(PluginSpec.of(new Scaled())).hasToString("scaled:scale=1,note=none");
    assertThat(PluginSpec.of(new Scaled(0.5, "a,b"))).hasToString("scaled:scale=0.5,note=a\\,b");
    assertThatThrownBy(() -> PluginSpec.of("no plugin"))
        .hasMessage("java.lang.String is not a record with @Plugin");
  }

  private record Choice(@Option("which plugin") PluginSpec plugin) {
    Choice() {
      this(PluginSpec.parse("gaussian"));
    }
  }

  @Test
  @DisplayName("can itself be the value of an option")
  void isAnOption() {
    OptionSet<Choice> options = OptionSet.of(Choice.class);
    assertThat(options.descriptors().get(0).type()).isEqualTo("plugin spec");
    assertThat(options.create(Map.of("plugin", "scaled:scale=2")).plugin().options())
        .containsEntry("scale", "2");
    assertThatThrownBy(() -> options.create(Map.of("plugin", "scaled:scale")))
        .isInstanceOf(ElboException.class)
        .hasMessage("option plugin: 'scale' is not an option of scaled; give OPTION=VALUE");
  }
}
