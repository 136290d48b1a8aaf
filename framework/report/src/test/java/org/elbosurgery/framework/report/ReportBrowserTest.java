package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page of a report, in a browser,")
final class ReportBrowserTest {

  /** Looks at the page in a frame of a phone's width and leaves what it sees as its title. */
  private static final String LOOK =
      """
      <!DOCTYPE html><title>not loaded</title>
      <iframe id="page" width="360" height="700" src="report/index.html"></iframe>
      <script>
      const frame = document.getElementById('page');
      frame.onload = () => {
        const page = frame.contentDocument;
        const style = frame.contentWindow.getComputedStyle(page.body);
        const text = page.querySelector('svg text');
        document.title = 'width ' + page.documentElement.scrollWidth
            + ' background ' + style.backgroundColor
            + ' words ' + frame.contentWindow.getComputedStyle(text).fill
            + ' outside ' + performance.getEntriesByType('resource')
                .filter(entry => !entry.name.startsWith('file:')).length;
      };
      </script>
      """;

  private static final Pattern SEEN =
      Pattern.compile(
          "<title>width (\\d+) background rgb\\((\\d+).*?\\) words rgb\\((\\d+).*?\\) outside 0<");

  @TempDir private Path folder;

  @Test
  @DisplayName("fits a phone and is light on dark or dark on light, as the reader prefers")
  void fitsAndFollows() throws Exception {
    Optional<String> browser = browser();
    assumeTrue(browser.isPresent(), "skipped: no chromium on the PATH");
    new ReportWriter(SmallExperiments.INJECTOR.getInstance(ExperimentResolver.class))
        .write(
            ReportWriterTest.report(folder.resolve("runs")),
            folder.resolve("report"),
            List.of(),
            TaskListener.NONE);
    Files.writeString(folder.resolve("look.html"), LOOK);

    Matcher light = look(browser.get());
    Matcher dark = look(browser.get(), "--blink-settings=preferredColorScheme=0");

    assertThat(Integer.parseInt(light.group(1))).as("width").isLessThanOrEqualTo(360);
    assertThat(Integer.parseInt(light.group(2))).as("light paper").isGreaterThan(230);
    assertThat(Integer.parseInt(light.group(3))).as("dark words").isLessThan(90);
    assertThat(Integer.parseInt(dark.group(2))).as("dark paper").isLessThan(50);
    assertThat(Integer.parseInt(dark.group(3))).as("light words").isGreaterThan(180);
  }

  private Matcher look(String browser, String... settings)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--allow-file-access-from-files",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=5000",
                "--dump-dom"));
    command.addAll(List.of(settings));
    command.add(folder.resolve("look.html").toUri().toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit code of %s", browser).isZero();
    Matcher seen = SEEN.matcher(dom);
    assertThat(seen.find()).as(dom.lines().limit(5).toList().toString()).isTrue();
    return seen;
  }

  private static Optional<String> browser() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .flatMap(
            where ->
                List.of("chromium", "chromium-browser", "google-chrome").stream()
                    .map(name -> Path.of(where).resolve(name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
