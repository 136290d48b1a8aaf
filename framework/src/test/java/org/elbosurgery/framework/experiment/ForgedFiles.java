package org.elbosurgery.framework.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Content;

/** Changes files of a run as somebody would who knows of digests. */
public final class ForgedFiles {

  private ForgedFiles() {}

  /** Writes text over a file of a run that its manifest then has. */
  public static void write(Path run, String name, String text) {
    write(run, name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a file of a run that its manifest then has. */
  public static void write(Path run, String name, Content content) {
    CheckedFolder.of(run).write(name, content);
  }

  /** Replaces text in a file of a run. */
  public static void replace(Path run, String name, String what, String by) throws IOException {
    write(run, name, Files.readString(run.resolve(name)).replace(what, by));
  }

  /** Writes a file of a finished run that its result then says belongs to it. */
  public static void adopt(Path run, String name, Content content) throws IOException {
    CheckedFolder folder = CheckedFolder.of(run);
    String before = folder.sha256(name).orElseThrow();
    write(run, name, content);
    replace(run, "result.json", before, folder.sha256(name).orElseThrow());
  }
}
