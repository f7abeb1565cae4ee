"""Where articles come from: files, folders and standard input."""
