"""One module per stretch of the work: load, decide with the domain, record, tell."""
