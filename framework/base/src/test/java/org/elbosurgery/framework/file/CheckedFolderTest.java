package org.elbosurgery.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Manifest.Change;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A folder whose files are checked")
final class CheckedFolderTest {

  @TempDir private Path path;
  private CheckedFolder folder;
  private Path manifest;

  @BeforeEach
  void make() {
    folder = CheckedFolder.create(path);
    manifest = path.resolve("SHA256SUMS");
    folder.write("a.txt", text("first"));
    folder.write("checkpoint/b.txt", text("second"));
  }

  private static Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(String name, String... parts) {
    assertThatThrownBy(() -> folder.find(name))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining(path.resolve(name).toString())
        .hasMessageContainingAll(parts);
  }

  /** SHA-256 of "first" and of "second", by sha256sum. */
  @Test
  @DisplayName("has a manifest that sha256sum reads")
  void manifest() throws IOException {
    assertThat(Files.readAllLines(manifest))
        .hasSize(4)
        .contains(
            "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e  a.txt",
            "16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4  checkpoint/b.txt")
        .filteredOn(line -> line.startsWith("#"))
        .hasSize(2);
    assertThat(folder.problems()).isEmpty();
    assertThat(folder.names()).containsExactly("a.txt", "checkpoint/b.txt");
  }

  @Test
  @DisplayName("gives a file that is as it was written, and none that was never written")
  void finds() {
    assertThat(folder.find("a.txt")).contains(path.resolve("a.txt"));
    assertThat(folder.find("none.txt")).isEmpty();
    folder.write("a.txt", text("other"));
    assertThat(folder.require("a.txt")).hasContent("other");
    folder.delete("a.txt");
    assertThat(folder.find("a.txt")).isEmpty();
    folder.delete("a.txt");
    assertThatThrownBy(() -> folder.require("a.txt")).hasMessageContaining("a.txt is missing");
  }

  @Test
  @DisplayName("refuses a file that is damaged, missing or not from here, and names all of them")
  void refuses() throws IOException {
    Files.writeString(path.resolve("a.txt"), "firsT");
    Files.delete(path.resolve("checkpoint/b.txt"));
    Files.writeString(path.resolve("c.txt"), "mine");
    Files.writeString(path.resolve("checkpoint/d.txt"), "mine");
    folder.write("e.txt", text("gone"));
    Files.delete(path.resolve("e.txt"));
    assertRefused("a.txt", "is damaged", "elbo verify --accept " + path);
    assertRefused("checkpoint/b.txt", "is missing");
    assertRefused("c.txt", "is not listed");
    assertRefused("e.txt", "is missing, and SHA256SUMS lists it");
    assertThat(folder.problems()).as("a checkpoint may be deleted").hasSize(4);
    assertThat(folder.findUnlessDeleted("checkpoint/b.txt")).isEmpty();
    folder.delete("c.txt");
    assertThat(path.resolve("c.txt")).as("not from here").exists();
    folder.accept();
    assertThat(folder.problems()).isEmpty();
    assertThat(folder.require("a.txt")).hasContent("firsT");
    assertThat(folder.names()).containsExactly("a.txt", "c.txt", "checkpoint/d.txt");
  }

  @Test
  @DisplayName("takes no file whose name would be two lines of the manifest")
  void acceptsLines() throws IOException {
    Files.writeString(path.resolve("Icon\r"), "");
    assertThatThrownBy(() -> folder.accept())
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll("the name Icon", "rename or delete the file");
    assertThat(folder.require("a.txt")).hasContent("first");
  }

  @Test
  @DisplayName("passes over its lock, what is being written, and folders of others")
  void passesOver() throws IOException {
    FolderLock.of(path).release();
    Files.writeString(Temporary.beside(path.resolve("a.txt")), "half");
    Files.writeString(path.resolve("crash.log"), "SIGSEGV");
    Files.createDirectory(path.resolve("report"));
    Files.writeString(path.resolve("report/index.html"), "page");
    assertThat(folder.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".DS_Store",
        "checkpoint/.DS_Store",
        "._a.txt",
        "checkpoint/._b.txt",
        "Thumbs.db",
        "thumbs.db",
        "desktop.ini",
        "Desktop.ini",
        ".directory"
      })
  @DisplayName("has files of desktop programs beside it, which may appear, change and go")
  void desktopFiles(String name) throws IOException {
    Path file = path.resolve(name);
    Files.writeString(file, "icons");
    assertThat(folder.desktopFiles()).containsExactly(name);
    assertThat(folder.problems()).isEmpty();
    folder.accept();
    assertThat(folder.names()).containsExactly("a.txt", "checkpoint/b.txt");
    folder.write(name, text("listed by an earlier version"));
    Files.writeString(file, "larger icons");
    assertThat(folder.problems()).isEmpty();
    Files.delete(file);
    assertThat(folder.problems()).isEmpty();
    assertThat(folder.desktopFiles()).isEmpty();
  }

  @Test
  @DisplayName("takes no name for a desktop program's that only begins or ends like one")
  void noDesktopFiles() throws IOException {
    List<String> names = List.of("DS_Store", ".DS_Store2", "my Thumbs.db", "_a.txt", "desktop.in");
    for (String name : names) {
      Files.writeString(path.resolve(name), "mine");
    }
    assertThat(folder.desktopFiles()).isEmpty();
    assertThat(folder.problems()).hasSize(names.size());
  }

  @Test
  @DisplayName("names a folder of checkpoints that cannot be read, beside whatever else is damaged")
  void unreadable() throws IOException {
    Files.writeString(path.resolve("a.txt"), "firsT");
    Path locked = path.resolve("checkpoint");
    assumeTrue(locked.toFile().setReadable(false) && !Files.isReadable(locked), "not as root");
    assertThat(folder.problems())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("cannot read " + locked + ": permission denied"),
            line -> assertThat(line).contains("a.txt is damaged"));
    assertThatThrownBy(folder::accept).hasMessageContaining("cannot read " + locked);
    assertThat(locked.toFile().setReadable(true)).isTrue();
  }

  @Test
  @DisplayName("notices every single bit of its manifest, and tells without one how to go on")
  void damagedManifest() throws IOException {
    byte[] whole = Files.readAllBytes(manifest);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(manifest, flipped);
      assertThatThrownBy(() -> folder.find("a.txt"))
          .as("bit %d", bit)
          .isInstanceOf(ElboException.class)
          .hasMessageContaining(manifest + " is damaged");
    }
    Files.delete(manifest);
    assertThatThrownBy(() -> folder.find("a.txt"))
        .hasMessageContainingAll(path + " has no SHA256SUMS", "elbo verify --accept");
    assertThatThrownBy(() -> folder.write("a.txt", text("new"))).isInstanceOf(ElboException.class);
    assertThat(path.resolve("a.txt")).hasContent("first");
    folder.accept();
    assertThat(Files.readAllBytes(manifest)).isEqualTo(whole);
  }

  /** What a folder is like after each step of a change: a writer can be killed after any. */
  @Test
  @DisplayName("is whole after every step of writing, replacing and deleting, and settles later")
  void steps() throws IOException {
    String other = Sha256.of(text("other"));
    for (Change change :
        List.of(
            new Change("new.txt", Optional.of(other)),
            new Change("a.txt", Optional.of(other)),
            new Change("a.txt", Optional.empty()))) {
      Path file = path.resolve(change.name());
      Manifest before = Manifest.read(manifest);
      assertThat(folder.problems()).isEmpty();
      AtomicFile.write(manifest, before.during(change).content());
      assertThat(folder.problems()).as("announced").isEmpty();
      assertThat(folder.find(change.name()).isPresent()).isEqualTo(Files.exists(file));
      assertThat(folder.names()).contains(change.name());
      folder.write("checkpoint/b.txt", text("second"));
      assertThat(Manifest.read(manifest)).as("not made").isEqualTo(before);
      AtomicFile.write(manifest, before.during(change).content());
      if (change.sha256().isPresent()) {
        Files.writeString(file, "other");
      } else {
        Files.delete(file);
      }
      assertThat(folder.problems()).as("made").isEmpty();
      assertThat(folder.find(change.name()).isPresent()).isEqualTo(Files.exists(file));
      assertThat(folder.sha256(change.name())).isEqualTo(change.sha256());
      folder.write("checkpoint/b.txt", text("second"));
      assertThat(Manifest.read(manifest)).as("settled").isEqualTo(before.during(change).after());
    }
  }

  @Test
  @DisplayName("refuses a file that is neither as it was nor as it is going to be")
  void neither() throws IOException {
    Change change = new Change("a.txt", Optional.of(Sha256.of(text("other"))));
    AtomicFile.write(manifest, Manifest.read(manifest).during(change).content());
    Files.writeString(path.resolve("a.txt"), "third");
    assertRefused("a.txt", "is damaged");
    folder.write("c.txt", text("new"));
    assertRefused("a.txt", "is damaged");
  }

  @Test
  @DisplayName("leaves the old file, its manifest and nothing else when writing fails")
  void failure() throws IOException {
    byte[] before = Files.readAllBytes(manifest);
    Content failing =
        out -> {
          out.write(new byte[100_000]);
          throw new IOException("disk full");
        };
    assertThatThrownBy(() -> folder.write("a.txt", failing)).hasMessageContaining("disk full");
    assertThat(path.resolve("a.txt")).hasContent("first");
    assertThat(Files.readAllBytes(manifest)).isEqualTo(before);
    assertThat(path.toFile().list()).containsExactlyInAnyOrder("SHA256SUMS", "a.txt", "checkpoint");
  }

  @Test
  @DisplayName("is never found damaged by those who read while it is written")
  void readWhileWritten() throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 100; i++) {
                folder.write("a.txt", text("text " + i));
                folder.delete("checkpoint/b.txt");
                folder.write("checkpoint/b.txt", text("text " + i));
              }
            });
    writer.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
    writer.start();
    while (writer.isAlive()) {
      assertThat(folder.find("a.txt")).isPresent();
      folder.find("checkpoint/b.txt");
      assertThat(folder.problems()).isEmpty();
    }
    writer.join();
    assertThat(failures).isEmpty();
  }

  @Test
  @DisplayName("is made only where nothing is, or where a writer was killed before its first file")
  void creates() throws IOException {
    assertThatThrownBy(() -> CheckedFolder.create(path)).isInstanceOf(ElboException.class);
    Path begun = path.resolve("begun");
    CheckedFolder.create(begun);
    Change first = new Change("spec.json", Optional.of(Sha256.of(text("{}"))));
    AtomicFile.write(begun.resolve("SHA256SUMS"), Manifest.empty().during(first).content());
    assertThat(NewFolder.problem(begun)).isEmpty();
    NewFolder.begin(begun, "spec.json", text("[]"));
    assertThat(CheckedFolder.of(begun).problems()).isEmpty();
    Path foreign = Files.createDirectory(path.resolve("foreign"));
    Files.writeString(foreign.resolve("SHA256SUMS"), "somebody's\n");
    assertThat(NewFolder.problem(foreign).orElseThrow()).contains("already used");
    Path filled = path.resolve("filled");
    CheckedFolder.create(filled);
    NewFolder.fill(filled, Map.of("page.html", text("page")));
    assertThat(filled.toFile().list()).containsExactly("page.html");
  }
}
