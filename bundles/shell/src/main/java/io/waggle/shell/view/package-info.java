/** What a command answers, and the two ways to show it: tables for people, JSON for programs. */
package io.waggle.shell.view;
