package org.elbosurgery.framework.experiment;

import java.util.Map;
import java.util.Optional;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.Labels;
import org.elbosurgery.framework.json.JsonObject;

/**
 * What identifies the data of a run, wherever they are.
 *
 * @param data the SHA-256 of the rows
 * @param labels the SHA-256 of their labels; empty if there are none
 */
public record DataDigests(String data, Optional<String> labels) {

  private static final String DATA = "dataSha256";
  private static final String LABELS = "labelsSha256";

  /** Returns the digests of some data. */
  public static DataDigests of(DataSet data) {
    return new DataDigests(data.sha256(), data.labels().map(Labels::sha256));
  }

  /** Returns the digests of data without labels. */
  public static DataDigests of(String dataSha256) {
    return new DataDigests(dataSha256, Optional.empty());
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws org.elbosurgery.api.ElboException USER if there is no digest of the data
   */
  public static DataDigests of(JsonObject json) {
    return new DataDigests(
        json.text(DATA), json.has(LABELS) ? Optional.of(json.text(LABELS)) : Optional.empty());
  }

  /** Adds the digests, without that of the labels if there are none. */
  public void writeTo(Map<String, Object> json) {
    json.put(DATA, data);
    labels.ifPresent(sha256 -> json.put(LABELS, sha256));
  }
}
