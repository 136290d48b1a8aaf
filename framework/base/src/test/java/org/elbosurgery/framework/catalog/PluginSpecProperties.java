package org.elbosurgery.framework.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A plugin with its options")
final class PluginSpecProperties {

  @Provide
  Arbitrary<String> value() {
    return Arbitraries.strings().withChars("ab\\,=: ").ofMaxLength(12);
  }

  @Property(seed = "20260103")
  @Label("is read back from its text, options in order")
  void roundTrip(@ForAll List<@From("value") String> values) {
    Map<String, String> options = new LinkedHashMap<>();
    values.forEach(value -> options.put("o" + options.size(), value));
    PluginSpec spec = new PluginSpec("p", options);

    PluginSpec read = PluginSpec.parse(spec.toString());

    assertThat(read).isEqualTo(spec);
    assertThat(List.copyOf(read.options().values())).isEqualTo(values);
  }
}
