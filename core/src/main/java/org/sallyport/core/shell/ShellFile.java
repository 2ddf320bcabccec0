package org.sallyport.core.shell;

/// A file of settings.
///
/// @param path as a reader would find it
/// @param text all of it
public record ShellFile(String path, String text) {}
