/** Files that survive a kill at any moment. */
package io.waggle.common.file;
