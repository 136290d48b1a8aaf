package org.elbosurgery.framework.codes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.NewFolder;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.version.Versions;

/**
 * The folder of codes of a model that was trained anywhere: {@code codes.json}, which says what
 * they are; {@code codes.npz}, a copy of their file; {@code prior.npz} if the model's prior was
 * given; and {@code gap.json} with its fits. Every file is either complete or absent.
 */
public final class CodesFolder {

  /** The file that marks such a folder. */
  private static final String MARK = "codes.json";

  private static final String CODES = "codes.npz";
  private static final String PRIOR = "prior.npz";
  private static final String NAME = "name";
  private static final String SHA256 = "sha256";

  /** The number of digits of a digest that tell folders apart. */
  private static final int DIGITS = 8;

  private final CheckedFolder files;
  private final String name;
  private final String sha256;

  private CodesFolder(Path path, String name, String sha256) {
    this.files = CheckedFolder.of(path);
    this.name = name;
    this.sha256 = sha256;
  }

  /** Returns whether a path is the folder of codes. */
  public static boolean isAt(Path path) {
    return Files.isRegularFile(path.resolve(MARK));
  }

  /**
   * Opens the folder of codes.
   *
   * @throws ElboException USER if {@code codes.json} is missing or damaged
   */
  public static CodesFolder open(Path path) {
    JsonObject json = JsonObject.read(CheckedFolder.of(path).require(MARK));
    return new CodesFolder(path, json.text(NAME), json.text(SHA256));
  }

  /**
   * Returns the path of the folder of a file of codes: its name and the beginning of its digest.
   */
  public static Path path(Path parent, Path file, String sha256) {
    return parent.resolve(stem(file) + "-" + sha256.substring(0, DIGITS));
  }

  /** Returns the name of a file of codes without its ending. */
  public static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.npz$", "");
  }

  /**
   * Checks that a path is the folder of codes, or can become one.
   *
   * @throws ElboException USER if it is used otherwise, or cannot be written
   */
  public static void requireUsable(Path path) {
    Optional<String> problem =
        isAt(path)
            ? Optional.of(path + " cannot be written; make it writable, or name another --out")
                .filter(text -> !Files.isWritable(path))
            : NewFolder.problem(path);
    problem.ifPresent(
        text -> {
          throw ElboException.user(text);
        });
  }

  /**
   * Opens the folder of a file of codes, or makes it, with a copy of the file.
   *
   * @param path the folder, as {@link #path} names it
   * @param file the codes
   * @param sha256 the digest of the file
   * @throws ElboException USER if the folder is of other codes, or cannot be written, or the file
   *     has changed
   */
  static CodesFolder of(Path path, Path file, String sha256) {
    if (!isAt(path)) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put(NAME, stem(file));
      json.put(SHA256, sha256);
      json.put("versions", Versions.current());
      NewFolder.begin(path, MARK, Json.content(json));
    }
    CodesFolder folder = open(path);
    if (!folder.sha256.equals(sha256)) {
      throw ElboException.user(
          "%s is of other codes: SHA-256 %s, not %s; name another --out"
              .formatted(path, folder.sha256, sha256));
    }
    return folder;
  }

  /**
   * Keeps a copy of the codes, and the prior of their model. The caller has locked the folder.
   *
   * @param prior empty if it was not given
   */
  void keep(Path file, Optional<Distribution> prior) {
    if (files.find(CODES).isEmpty()) {
      files.write(CODES, RegularFile.content(file));
      if (!files.sha256(CODES).equals(Optional.of(sha256))) {
        files.delete(CODES);
        throw ElboException.user(file + " has changed while it was read; repeat the command");
      }
    }
    prior
        .flatMap(PriorFile::contentIfKnown)
        .ifPresentOrElse(content -> files.write(PRIOR, content), () -> files.delete(PRIOR));
  }

  /** Returns the path of the folder. */
  public Path path() {
    return files.path();
  }

  /** Returns the folder as a checked one. */
  CheckedFolder files() {
    return files;
  }

  /** Returns the name of the file that the codes come from, without its ending. */
  public String name() {
    return name;
  }

  /** Returns the SHA-256 of that file. */
  public String sha256() {
    return sha256;
  }

  /**
   * Reads the codes.
   *
   * @throws ElboException USER if the copy is missing or damaged
   */
  public ModelCodes codes() {
    return ModelCodesFile.read(files.require(CODES));
  }

  /**
   * Reads the prior of the model.
   *
   * @return empty if it was not given
   * @throws ElboException USER if the file is damaged
   */
  public Optional<Distribution> prior() {
    return files.find(PRIOR).map(PriorFile::read);
  }

  /** Returns the SHA-256 of the file of the prior; empty if it was not given. */
  Optional<String> priorSha256() {
    return files.sha256(PRIOR);
  }

  /**
   * Reads the analysis of the gap.
   *
   * @return empty if there is none
   * @throws ElboException USER if the file is damaged, belongs to other codes or to another prior
   *     than the kept one, or contradicts itself
   */
  public Optional<KeptGap> gap() {
    return GapJson.readOfCodes(path(), sha256, priorSha256());
  }
}
