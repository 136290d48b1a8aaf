package org.elbosurgery.framework.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.problem.Problems;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A catalog")
final class CatalogTest {

  /** An estimator that an embedding program might add. */
  @Plugin(name = "own", summary = "An estimator of the test's own.", reference = "nobody 2026")
  public record Own(@Option("how many") @Min(1) int count) implements Estimator {
    public Own() {
      this(3);
    }

    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      throw new UnsupportedOperationException();
    }
  }

  /** The body of an estimator, after the options of its record. */
  private static final String ESTIMATOR =
      """
       implements org.elbosurgery.api.Estimator {
        public org.elbosurgery.api.Decomposition estimate(
            org.elbosurgery.api.Posteriors posteriors, org.elbosurgery.api.Distribution prior,
            org.elbosurgery.api.Budget budget, org.elbosurgery.api.RandomStream random) {
          throw new UnsupportedOperationException();
        }
      }
      """;

  @TempDir private Path folder;

  private static String estimator(String className, String name) {
    return "@org.elbosurgery.api.Plugin(name = \"%s\", summary = \"A test.\") public record %s() %s"
        .formatted(name, className, ESTIMATOR);
  }

  /** Packs estimators, given as class name and plugin name in turn, into a jar. */
  private Path jar(String file, String... classAndName) throws IOException {
    List<String> classes = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < classAndName.length; i += 2) {
      classes.add(classAndName[i]);
      sources.add(estimator(classAndName[i], classAndName[i + 1]));
    }
    Path compiled = PluginJar.compile(folder.resolve(file + "-classes"), classes, sources);
    return PluginJar.pack(folder.resolve(file), compiled, Estimator.class, classes);
  }

  private static Catalog<Estimator> load(ClassLoader loader) {
    return Catalog.load(Estimator.class, PluginSource.of(loader), Set.of());
  }

  private static void assertPluginFault(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.PLUGIN));
  }

  @Test
  @DisplayName("holds what service files list and what is added, by name, with its origin")
  void loads() throws IOException {
    Path jar = jar("some plugins.jar", "Zeta", "zeta", "Alpha", "alpha");
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      Catalog<Estimator> catalog =
          Catalog.load(Estimator.class, PluginSource.of(loader), Set.of(Own.class));

      assertThat(catalog.kind()).isEqualTo("estimator");
      assertThat(catalog.plugins())
          .extracting(PluginDescriptor::name)
          .containsExactly("alpha", "own", "zeta");
      assertThat(catalog.find("zeta").orElseThrow().origin()).isEqualTo(jar.toString());
      assertThat(catalog.find("own").orElseThrow().reference()).isEqualTo("nobody 2026");
      assertThat(catalog.problems()).isEmpty();
    }
  }

  @Test
  @DisplayName("makes plugins from what a user writes")
  void creates() throws IOException {
    try (URLClassLoader loader = PluginJar.loader()) {
      Catalog<Estimator> catalog =
          Catalog.load(Estimator.class, PluginSource.of(loader), Set.of(Own.class));
      assertThat(catalog.create(PluginSpec.parse("own"))).isEqualTo(new Own());
      assertThat(catalog.create(PluginSpec.parse("own:count=5"))).isEqualTo(new Own(5));

      Problems problems = Problems.user();
      problems.check(() -> catalog.create(PluginSpec.parse("own:count=0,size=1")));
      problems.check(() -> catalog.create(PluginSpec.parse("owm")));
      assertThat(problems.all())
          .containsExactly(
              "estimator own: unknown option size; known: count",
              "estimator own: option count: 0 is out of range; allowed: at least 1",
              "unknown estimator owm; did you mean own? known: own");
      assertThatThrownBy(() -> catalog.create(PluginSpec.parse("other")))
          .isInstanceOfSatisfying(
              ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.USER));
    }
  }

  @Test
  @DisplayName("refuses two classes of one name and names both with their jars")
  void refusesDuplicates() throws IOException {
    Path first = jar("first.jar", "First", "same");
    Path second = jar("second.jar", "Second", "same");
    try (URLClassLoader loader = PluginJar.loader(first, second)) {
      assertThatThrownBy(() -> load(loader))
          .satisfies(CatalogTest::assertPluginFault)
          .hasMessage(
              "two plugins are called same: First in %s and Second in %s; remove one"
                  .formatted(first, second));
    }
  }

  @Test
  @DisplayName(
      "refuses two jars with one class, for a class loader takes the first, and names both")
  void refusesOneClassTwice() throws IOException {
    Path old = jar("prior-1.0.jar", "Same", "same");
    Path recent = jar("prior-1.1.jar", "Same", "same");
    Path noClasses = Files.createDirectories(folder.resolve("no classes"));
    Path sources =
        PluginJar.pack(
            folder.resolve("prior-1.1-sources.jar"), noClasses, Estimator.class, List.of("Same"));
    try (URLClassLoader loader = PluginJar.loader(sources, old, recent)) {
      assertThatThrownBy(() -> load(loader))
          .satisfies(CatalogTest::assertPluginFault)
          .hasMessage("2 jars have the plugin Same: %s and %s; leave one".formatted(old, recent));
    }
    try (URLClassLoader loader = PluginJar.loader(sources, recent)) {
      Catalog<Estimator> catalog = load(loader);
      assertThat(catalog.problems()).isEmpty();
      assertThat(catalog.find("same").orElseThrow().origin()).isEqualTo(recent.toString());
    }
  }

  @Test
  @DisplayName(
      "names jar and call of a plugin whose constructor fails or was built for another api")
  void constructorFails() throws IOException {
    String body =
        ESTIMATOR.replaceFirst("\\{\n", "{ public %s() { this(1); } public %1\\$s {%s}\n");
    String head =
        "@org.elbosurgery.api.Plugin(name = \"%s\", summary = \"A test.\") public record ";
    String option = "(@org.elbosurgery.api.Option(\"an option\") int a)";
    String failing = "if (a == 2) throw new IllegalStateException(\"two\");";
    String unlinked = "if (a == 2) Gone.call();";
    Path classes =
        PluginJar.compile(
            folder.resolve("classes"),
            List.of("Gone", "Failing", "Unlinked"),
            List.of(
                "public class Gone { static void call() {} }",
                head.formatted("failing") + "Failing" + option + body.formatted("Failing", failing),
                head.formatted("unlinked")
                    + "Unlinked"
                    + option
                    + body.formatted("Unlinked", unlinked)));
    Files.delete(classes.resolve("Gone.class"));
    Path jar =
        PluginJar.pack(
            folder.resolve("a.jar"), classes, Estimator.class, List.of("Failing", "Unlinked"));
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      Catalog<Estimator> catalog = load(loader);
      assertThatThrownBy(() -> catalog.create(PluginSpec.parse("failing:a=2")))
          .satisfies(CatalogTest::assertPluginFault)
          .hasMessageStartingWith("estimator Failing in " + jar + ": the constructor of Failing")
          .hasMessageEndingWith(" failed at Failing.java:1: java.lang.IllegalStateException: two");
      assertThatThrownBy(() -> catalog.create(PluginSpec.parse("unlinked:a=2")))
          .satisfies(CatalogTest::assertPluginFault)
          .hasMessageEndingWith(
              ": java.lang.NoClassDefFoundError: Gone; was it built against another version of"
                  + " elbo-api?");
    }
  }

  @Test
  @DisplayName("takes one class that is both listed and added for one plugin")
  @SuppressWarnings("unchecked") // the class lists itself as an estimator
  void mergesSameClass() throws Exception {
    Path jar = jar("both.jar", "Both", "both");
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      Class<? extends Estimator> type = (Class<? extends Estimator>) loader.loadClass("Both");
      assertThat(Catalog.load(Estimator.class, PluginSource.of(loader), Set.of(type)).plugins())
          .hasSize(1);
    }
  }

  @Test
  @DisplayName("goes on without plugins that do not load, and names each with its jar and reason")
  void recordsBrokenProviders() throws IOException {
    Path classes =
        PluginJar.compile(
            folder.resolve("classes"),
            List.of("Marker", "Orphan", "Stranger", "Closed", "Sound"),
            List.of(
                "public interface Marker {}",
                estimator("Orphan", "orphan").replace("implements", "implements Marker,"),
                "public record Stranger() {}",
                estimator("Closed", "closed")
                    .replaceFirst("\\{\n", "{ public Closed(int a) {}\n")
                    .replace("record Closed()", "final class Closed"),
                estimator("Sound", "sound")));
    Files.delete(classes.resolve("Marker.class"));
    Path jar =
        PluginJar.pack(
            folder.resolve("broken.jar"),
            classes,
            Estimator.class,
            List.of("Missing # never written", "Orphan", "Stranger", "Closed", "", "Sound"));
    Path malformed =
        PluginJar.pack(
            folder.resolve("malformed.jar"),
            PluginJar.compile(
                folder.resolve("other"), List.of("Good"), List.of(estimator("Good", "good"))),
            Estimator.class,
            List.of("Good", "not a name"));
    Path last = jar("last.jar", "Last", "last");

    try (URLClassLoader loader = PluginJar.loader(jar, malformed, last)) {
      Catalog<Estimator> catalog = load(loader);

      assertThat(catalog.plugins())
          .extracting(PluginDescriptor::name)
          .containsExactly("last", "sound");
      String in = " in " + jar + " does not load: ";
      assertThat(catalog.problems())
          .hasSize(6)
          .satisfiesExactlyInAnyOrder(
              p -> assertThat(p).startsWith("Missing" + in).endsWith("not found"),
              p -> assertThat(p).startsWith("Orphan" + in).endsWith("NoClassDefFoundError: Marker"),
              p -> assertThat(p).startsWith("Stranger" + in).endsWith("not a subtype"),
              p -> assertThat(p).startsWith("Closed" + in).contains("no-arg constructor"),
              p -> assertThat(p).startsWith("Good in " + malformed).endsWith("is malformed"),
              p -> assertThat(p).startsWith("not a name in " + malformed));
      assertThatThrownBy(() -> Catalogs.load(PluginSource.of(loader)).requireComplete())
          .satisfies(CatalogTest::assertPluginFault)
          .hasMessage(String.join("\n", catalog.problems()));

      Problems problems = Problems.user();
      problems.check(() -> catalog.require("orphan"));
      assertThat(problems.all())
          .startsWith(
              "unknown estimator orphan; known: last, sound; for one in another jar give"
                  + " --plugin-path FOLDER")
          .containsAll(catalog.problems());
    }
  }

  @Test
  @DisplayName("leaves out plugins that are declared wrongly, and says what is wrong")
  void recordsFaultyDeclarations() throws IOException {
    List<String> names = List.of("Unmarked", "Shouting", "Mute", "Plain", "Unset");
    Path classes =
        PluginJar.compile(
            folder.resolve("classes"),
            names,
            List.of(
                "public record Unmarked() " + ESTIMATOR,
                estimator("Shouting", "LOUD"),
                estimator("Mute", "mute").replace("A test.", " "),
                estimator("Plain", "plain").replace("record Plain()", "class Plain"),
                estimator("Unset", "unset")
                    .replace("Unset()", "Unset(int a)")
                    .replaceFirst("\\{\n", "{ public Unset() { this(1); }\n")));
    Path jar = PluginJar.pack(folder.resolve("faulty.jar"), classes, Estimator.class, names);

    try (URLClassLoader loader = PluginJar.loader(jar)) {
      Catalog<Estimator> catalog = load(loader);

      assertThat(catalog.plugins()).isEmpty();
      String in = " in " + jar + " ";
      assertThat(catalog.problems())
          .containsExactly(
              "plugin Unmarked" + in + "needs @Plugin",
              "plugin Shouting"
                  + in
                  + "has the name 'LOUD'; allowed: lower-case letters, digits and dashes, starting"
                  + " with a letter",
              "plugin Mute" + in + "needs a summary",
              "plugin Plain" + in + "must be a public record",
              "plugin Unset"
                  + in
                  + "is declared wrongly: Unset, a: the component needs an @Option with a"
                  + " description");
    }
  }

  /** No record, so no plugin. */
  public static final class Misfit implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  @DisplayName("refuses to be given a plugin that is declared wrongly")
  void refusesFaultyExtra() throws IOException {
    try (URLClassLoader loader = PluginJar.loader()) {
      assertThatThrownBy(
              () -> Catalog.load(Estimator.class, PluginSource.of(loader), Set.of(Misfit.class)))
          .satisfies(CatalogTest::assertPluginFault)
          .hasMessageEndingWith("needs @Plugin");
    }
  }
}
