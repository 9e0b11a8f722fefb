"""All that follows from the content on a date: origins, figures, deals as they were known, totals, flows, scores."""
