package org.elbosurgery.cli;

import com.google.inject.Guice;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.process.JavaProcess;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes an archive of classes for the many processes that tests start, as the launcher does for its
 * users: loading classes is a third of the time of a short process. The JVM option that names the
 * archive is in the build, and processes inherit it. An archive holds classes of jars, which have
 * to come before any folder on the class path. Where the framework is not in jars, as in an editor,
 * there is no archive, and processes take longer.
 */
public final class SharedClasses implements BeforeAllCallback {

  private static final String OPTION = "-XX:SharedArchiveFile=";
  private static final String CLASS_PATH = "java.class.path";

  private static boolean done;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (!done) {
      done = true;
      share();
    }
  }

  private static void share() throws Exception {
    List<String> jars = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (String entry : System.getProperty(CLASS_PATH).split(File.pathSeparator, -1)) {
      (Files.isDirectory(Path.of(entry)) ? folders : jars).add(entry);
    }
    System.setProperty(CLASS_PATH, String.join(File.pathSeparator, jars));
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith(OPTION) && jars.toString().contains("elbo-study")) {
        makeArchive(Path.of(option.substring(OPTION.length())), jars);
      }
    }
    jars.addAll(folders);
    System.setProperty(CLASS_PATH, String.join(File.pathSeparator, jars));
  }

  /** Makes the archive, once for all JVMs of tests. */
  private static void makeArchive(Path archive, List<String> jars) throws Exception {
    try (FileChannel file =
        FileChannel.open(
            archive.resolveSibling("classes.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      file.lock(); // until the file is closed
      if (isOlder(archive, jars)) {
        Files.deleteIfExists(archive);
        Path folder = Files.createTempDirectory("classes");
        runCell(folder.resolve("run"), archive);
        FileUtils.deleteDirectory(folder.toFile());
      }
    }
  }

  private static boolean isOlder(Path archive, List<String> jars) throws IOException {
    if (!Files.exists(archive)) {
      return true;
    }
    for (String jar : jars) {
      Path path = Path.of(jar);
      if (Files.exists(path)
          && Files.getLastModifiedTime(path).compareTo(Files.getLastModifiedTime(archive)) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Runs a small cell of a sweep, the process most often started; it leaves its classes behind. */
  private static void runCell(Path folder, Path archive) throws Exception {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Experiment experiment =
        Guice.createInjector(new ElboModule(loader))
            .getInstance(ExperimentResolver.class)
            .resolve(
                ExperimentSpec.create(
                    Map.of("data", "synthetic", "limit", "300", "epochs", "1", "threads", "1")));
    RunFolder.create(folder, experiment);
    List<String> command =
        JavaProcess.likeThis()
            .command(
                List.of("-XX:ArchiveClassesAtExit=" + archive),
                Class.forName("org.elbosurgery.framework.sweep.CellMain"),
                folder.toString());
    command.removeIf(option -> option.startsWith(OPTION));
    new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
