/** What the tests of several modules share. Never published. */
package org.elbosurgery.testing;
