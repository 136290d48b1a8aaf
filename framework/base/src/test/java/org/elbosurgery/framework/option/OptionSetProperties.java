package org.elbosurgery.framework.option;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.elbosurgery.api.Option;

@Label("Options survive being written and read back")
final class OptionSetProperties {

  private enum Kind {
    ONE,
    TWO_WORDS
  }

  private record Settings(
      @Option("an int") int whole,
      @Option("a long") long large,
      @Option("a double") double real,
      @Option("a boolean") boolean flag,
      @Option("a text") String text,
      @Option("a choice") Kind kind) {
    Settings() {
      this(0, 0, 0, false, "", Kind.ONE);
    }
  }

  private final OptionSet<Settings> options = OptionSet.of(Settings.class);

  @Property(seed = "20260101")
  @Label("create(values(r)) equals r, to the last bit and the sign of zero")
  void roundTrip(
      @ForAll int whole,
      @ForAll long large,
      @ForAll long bits,
      @ForAll boolean flag,
      @ForAll String text,
      @ForAll Kind kind) {
    double any = Double.longBitsToDouble(bits);
    double real = Double.isFinite(any) ? any : -0.0;
    Settings settings = new Settings(whole, large, real, flag, text, kind);

    assertThat(options.create(options.values(settings))).isEqualTo(settings);
  }
}
