package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of content. */
public final class Sha256 {

  private Sha256() {}

  /** Returns the digest in 64 lower-case hexadecimal digits. */
  public static String of(Content content) {
    MessageDigest digest = digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a stream to nowhere failed", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
