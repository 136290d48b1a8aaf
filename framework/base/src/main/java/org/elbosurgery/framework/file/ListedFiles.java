package org.elbosurgery.framework.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Files with the manifest that lists them. */
public final class ListedFiles {

  private ListedFiles() {}

  /**
   * Returns files with the manifest that lists them, which together are a {@linkplain CheckedFolder
   * checked folder} once they are {@linkplain NewFolder#fill written} to a new one.
   *
   * @param files their contents by name
   */
  public static Map<String, Content> of(Map<String, Content> files) {
    Manifest manifest = Manifest.empty();
    for (Map.Entry<String, Content> file : files.entrySet()) {
      Optional<String> sha256 = Optional.of(Sha256.of(file.getValue()));
      manifest = manifest.during(new Manifest.Change(file.getKey(), sha256)).after();
    }
    Map<String, Content> all = new LinkedHashMap<>(files);
    all.put(Manifest.FILE, manifest.content());
    return all;
  }
}
