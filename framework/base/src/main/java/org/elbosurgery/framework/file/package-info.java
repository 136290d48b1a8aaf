/**
 * Files in and out: written whole or not at all, read as if whoever made them meant harm. What goes
 * wrong is a user's mistake that names the file.
 */
package org.elbosurgery.framework.file;
