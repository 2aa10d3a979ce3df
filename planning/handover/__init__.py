"""An advisor's caseload, open duties and secrets pass in one act (OPS-2): seen first, then done."""
