package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.elbosurgery.framework.version.Versions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that strangers wrote, in jars of a folder, through the program as users get it. */
@DisplayName("--plugin-path")
final class PluginPathTest {

  private static final Elbo ELBO = Elbo.standard();

  @TempDir private Path folder;
  private PluginFolder plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = new PluginFolder(folder);
  }

  @Test
  @DisplayName("is in the command that a report says it was made by")
  void isInReports() throws IOException {
    plugins.shifted("shifted.jar", "shifted", "Shifted");
    assertThat(plugins.train("--prior=shifted", "--epochs=1").exitCode()).isZero();
    Path out = folder.resolve("report");

    Recorded saved = plugins.elbo("report", plugins.run().toString(), "--out=" + out);

    assertThat(saved.exitCode()).as(saved.err().toString()).isZero();
    assertThat(Files.readString(out.resolve("index.html")))
        .contains(
            "elbo report "
                + plugins.run()
                + " --out "
                + out
                + " --plugin-path &apos;"
                + plugins.path()
                + "&apos;");
  }

  @Test
  @DisplayName("a prior in a jar is found, listed, described, checked, trained and decomposed")
  void endToEnd() throws IOException {
    Path jar = plugins.shifted("shifted.jar", "shifted", "Shifted");
    assertThat(plugins.elbo("plugins", "prior").out())
        .contains("  shifted    A Gaussian beside the origin.");
    assertThat(plugins.elbo("plugins", "prior", "shifted").out())
        .contains(
            "Class:     org.example.Shifted",
            "From:      " + jar,
            "  shift=NUMBER  mean of every dimension (default 0.5)");
    Recorded checked = plugins.elbo("check", "prior", "shifted");
    assertThat(checked.err()).isEmpty();
    assertThat(checked.exitCode()).isZero();

    Recorded trained = plugins.train("--prior=shifted:shift=0.25");
    assertThat(trained.err()).isEmpty();
    assertThat(trained.exitCode()).isZero();
    Recorded again = plugins.elbo("decompose", plugins.run().toString());
    assertThat(again.exitCode()).isZero();
    assertThat(trained.out()).startsWith(again.out().toArray(String[]::new));
    assertThat(
            plugins
                .elbo(
                    "decompose", "--codes=" + plugins.run().resolve("codes.npz"), "--prior=shifted")
                .err())
        .isEmpty();

    Recorded without = Recorded.run(ELBO, "decompose", plugins.run().toString());
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err())
        .singleElement()
        .asString()
        .startsWith("elbo: unknown prior shifted; known: ")
        .endsWith("; for one in another jar give --plugin-path FOLDER");
  }

  @Test
  @DisplayName("a prior in a jar is compared with ours")
  void compared() throws IOException {
    plugins.shifted("shifted.jar", "shifted", "Shifted");
    String[] arguments =
        RunFolders.smallRun(
            "--prior=gaussian", "--prior=shifted", "--epochs=1", "--out=" + plugins.run());
    arguments[0] = "compare";
    Recorded compared = plugins.elbo(arguments);
    assertThat(compared.exitCode()).as(String.join("\n", compared.err())).isZero();
    assertThat(compared.out()).anyMatch(line -> line.startsWith("  2-shifted "));
  }

  @Test
  @DisplayName("must be a folder with a jar; what else is wrong is told too")
  void noFolder() throws IOException {
    assertThat(plugins.refused(2, "--latent=0"))
        .containsExactly(
            "elbo: plugin path " + plugins.path() + " has no jar; give a folder of jars",
            "elbo: option latent: 0 is out of range; allowed: from 1 to 4096");
    Files.delete(plugins.path());
    assertThat(plugins.refused(2))
        .containsExactly(
            "elbo: plugin path " + plugins.path() + " is not a folder; give a folder of jars");
    Files.createFile(plugins.path());
    for (String command : List.of("plugins", "decompose", "compare", "check")) {
      assertThat(plugins.elbo(command).err())
          .contains(
              "elbo: plugin path " + plugins.path() + " is not a folder; give a folder of jars");
    }
  }

  @Test
  @DisplayName("a name that two plugins have is fatal, and names both jars")
  void duplicateName() throws IOException {
    Path first = plugins.shifted("first.jar", "same", "First");
    Path second = plugins.shifted("second.jar", "same", "Second");
    String problem =
        "elbo: two plugins are called same: org.example.First in %s and org.example.Second in %s;"
            + " remove one";
    assertThat(plugins.refused(3)).containsExactly(problem.formatted(first, second));
    Recorded listed = plugins.elbo("plugins");
    assertThat(listed.exitCode()).isEqualTo(3);
    assertThat(listed.err()).containsExactly(problem.formatted(first, second));
  }

  @Test
  @DisplayName("so is the name of a plugin that comes with the program")
  void duplicateOfOurs() throws IOException {
    Path jar = plugins.shifted("gaussian.jar", "gaussian", "Gaussian");
    assertThat(plugins.refused(3))
        .singleElement()
        .asString()
        .startsWith("elbo: two plugins are called gaussian: ")
        .contains("org.example.Gaussian in " + jar, "org.elbosurgery.priors.gaussian");
  }

  @Test
  @DisplayName("so are two versions of one jar, of which only the first would be used")
  void duplicateClass() throws IOException {
    Path first = plugins.shifted("shifted-1.0.jar", "shifted", "Shifted");
    Path second = plugins.shifted("shifted-1.1.jar", "shifted", "Shifted");
    assertThat(plugins.refused(3, "--prior=shifted"))
        .containsExactly(
            "elbo: 2 jars have the plugin org.example.Shifted: %s and %s; leave one"
                .formatted(first, second));
  }

  /** Leaves jars that do not load, and returns what is to be said of each. */
  private List<String> brokenJars() throws IOException {
    Path noJar = Files.writeString(plugins.path().resolve("a.jar"), "this is no jar");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path lost =
        PluginJar.pack(plugins.path().resolve("b.jar"), empty, Prior.class, List.of("org.Lost"));
    Path classes =
        PluginJar.compile(
            folder.resolve("orphan"),
            List.of("org.example.Parent", "org.example.Orphan"),
            List.of(
                "package org.example; public interface Parent {}",
                PluginFolder.source(PluginFolder.PRIOR, "orphan", "Orphan")
                    .replace("implements ", "implements Parent, ")));
    Files.delete(classes.resolve("org/example/Parent.class"));
    Path orphan =
        PluginJar.pack(
            plugins.path().resolve("c.jar"), classes, Prior.class, List.of("org.example.Orphan"));
    Path old =
        plugins.jar(
            "d.jar",
            Prior.class,
            "Old",
            PluginFolder.source(PluginFolder.PRIOR, "old", "Old"),
            "Elbo-Api-Version",
            "0.0.7");
    return List.of(
        noJar + " is no jar: ",
        old + " was built against elbo-api 0.0.7, this is " + Versions.current().elbo(),
        "org.Lost in " + lost + " does not load: ",
        "org.example.Orphan in " + orphan + " does not load: java.lang.NoClassDefFoundError");
  }

  private static void assertProblems(List<String> lines, String prefix, List<String> problems) {
    assertThat(lines).hasSameSizeAs(problems);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith(prefix + problems.get(i));
    }
  }

  @Test
  @DisplayName("jars that do not load are a warning, and the others are used")
  void warnsOfBrokenJars() throws IOException {
    List<String> problems = brokenJars();
    plugins.shifted("sound.jar", "shifted", "Shifted");
    Recorded listed = plugins.elbo("plugins", "prior");
    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out()).contains("  shifted    A Gaussian beside the origin.");
    assertProblems(listed.err(), "elbo: warning: ", problems);
    Recorded trained = plugins.train("--prior=shifted");
    assertThat(trained.exitCode()).isZero();
    assertProblems(trained.err(), "elbo: warning: ", problems);
    assertProblems(
        plugins.elbo("decompose", plugins.run().toString()).err(), "elbo: warning: ", problems);
  }

  @Test
  @DisplayName("jars that do not load are fatal where their plugin is asked for, or with --strict")
  void refusesBrokenJars() throws IOException {
    List<String> problems = brokenJars();
    List<String> lines = plugins.refused(2, "--prior=orphan");
    assertThat(lines.get(0)).startsWith("elbo: unknown prior orphan; known: exemplar");
    assertProblems(lines.subList(1, lines.size()), "elbo: ", problems);
    Recorded strict = plugins.elbo("plugins", "--strict");
    assertThat(strict.exitCode()).isEqualTo(3);
    assertThat(strict.out()).isEmpty();
    assertProblems(strict.err(), "elbo: ", problems);
  }

  @Test
  @DisplayName("jars of this api and jars that do not say are both used")
  void sameApi() throws IOException {
    String ours = Versions.current().elbo().replaceFirst("^(\\d+\\.\\d+).*", "$1.99");
    plugins.jar(
        "a.jar",
        Prior.class,
        "A",
        PluginFolder.source(PluginFolder.PRIOR, "a", "A"),
        "Elbo-Api-Version",
        ours);
    plugins.shifted("b.jar", "b", "B");
    Recorded strict = plugins.elbo("plugins", "prior", "--strict");
    assertThat(strict.exitCode()).isZero();
    assertThat(strict.out())
        .anyMatch(line -> line.startsWith("  a "))
        .anyMatch(l -> l.startsWith("  b "));
  }
}
